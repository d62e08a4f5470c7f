import fs from 'node:fs';
import { startTestServer } from '/work/main/party/tests/harness.ts';
import { buildParticipant, buildRoomName } from '/work/main/party/tests/people.ts';
import { awarenessFrame, RawClient, SYNC_STEP_1, syncFrame } from '/work/main/party/tests/raw-client.ts';
import { until } from '/work/main/party/tests/until.ts';
const N = Number(process.argv[2] ?? 30000), mode = process.argv[3] ?? 'full';
const rss = (pid:number) => Math.round(Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])/1024);
const server = await startTestServer({ JOURNAL_WINDOW: '100' });
const room = buildRoomName();
const people = await Promise.all(Array.from({length:20},(_, n)=>buildParticipant(room,'candidate','p'+n)));
const anchor = new RawClient(server.url, await buildParticipant(room,'interviewer','x')); await anchor.greeted();
if (mode==='noanchor') anchor.destroy();
let next=0, client=1;
const visit = async (n:number)=>{ const v=new RawClient(server.url, people[n%20]!); await v.greeted(); 
 if (mode!=='bare'){ v.send(syncFrame(SYNC_STEP_1, Uint8Array.of(0))); v.send(awarenessFrame([{client:client++,clock:1,state:{cursor:1}}])); const b=v.frames.length; await until(()=>v.frames.length>b,'x'); }
 if (mode==='destroy'||n%2===0) v.destroy(); else v.socket.close(); await v.closed(); };
while(next<N){ const end=Math.min(N,next+5000); const w=async()=>{while(next<end) await visit(next++)}; await Promise.all(Array.from({length:20},w)); anchor.frames.length=0; console.log(next, rss(server.pid)); }
await new Promise(r=>setTimeout(r,3000)); console.log('idle', rss(server.pid));
await server.dispose(); process.exit(0);
