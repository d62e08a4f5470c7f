import { viewCaseResult } from '../test-protocol.ts';
import {
  encodeJsonPayload,
  FRAME_KINDS,
  type Frame,
  JSON_PAYLOADS,
  SYSTEM_AUTHOR,
  WITHHELD_KIND,
} from './frames.ts';

/** What a viewer of a tape may see beside what everybody in the room saw. */
export interface TapeRights {
  /** Inputs, answers and times of hidden test cases. */
  seesHiddenTests: boolean;
  /** Signals, marks and what the AI interviewer noticed, which are for the people who decide. */
  seesSignals: boolean;
}

/** The frames as this viewer may see them: as many, in the same order. */
export function viewFrames(frames: readonly Frame[], rights: TapeRights): Frame[] {
  return frames.map((frame) => viewFrame(frame, rights));
}

function viewFrame(frame: Frame, { seesHiddenTests, seesSignals }: TapeRights): Frame {
  switch (frame.kind) {
    case FRAME_KINDS.signal:
    case FRAME_KINDS.mark:
    case FRAME_KINDS.interviewer:
      return seesSignals ? frame : withhold(frame);
    case FRAME_KINDS.testResult:
      return seesHiddenTests ? frame : viewTestResult(frame);
    default:
      return frame;
  }
}

/** Of a hidden case its name and verdict. What cannot be read is not shown: it could be anything. */
function viewTestResult(frame: Frame): Frame {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(frame.payload);
    const { runId, result } = JSON_PAYLOADS[FRAME_KINDS.testResult].parse(JSON.parse(text));
    if (!result.isHidden) return frame;
    return { ...frame, payload: encodeJsonPayload({ runId, result: viewCaseResult(result, 'observer') }) };
  } catch {
    return withhold(frame);
  }
}

function withhold({ at }: Frame): Frame {
  return { at, kind: WITHHELD_KIND, author: SYSTEM_AUTHOR, payload: new Uint8Array() };
}
