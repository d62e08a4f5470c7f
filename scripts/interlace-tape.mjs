#!/usr/bin/env node
// The command `interlace-tape`: looks into a recording and checks it, without a network or a server.
import { register } from 'tsx/esm/api';

register();
await import('./tape/main.ts');
