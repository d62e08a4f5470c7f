import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { TooltipProvider } from '#app/components/ui/tooltip.tsx';
import { REGION } from '#app/features/room/layout/regions.ts';
import { useIsPhone } from '#app/features/room/layout/use-is-phone.ts';
import { Store } from '#app/features/room/store.ts';
import { useStore } from '#app/features/room/use-store.ts';
import '#app/features/room/room.css';
import { Captions } from './captions/captions.tsx';
import { ColourLegend } from './panes/colour-menu.tsx';
import { CompareDialog } from './panes/compare-dialog.tsx';
import type { EditorView } from './panes/editor-view.client.ts';
import { KeysDialog } from './panes/keys-dialog.tsx';
import { ReplayEditor } from './panes/replay-editor.client.tsx';
import { ReplayFiles } from './panes/replay-files.tsx';
import { ReplayLayout } from './panes/replay-layout.tsx';
import { ReplayResults } from './panes/replay-results.tsx';
import { ReplaySide } from './panes/replay-side.tsx';
import { FollowNote, type Pins, ReplayTopBar } from './panes/replay-top-bar.tsx';
import { panelTime } from './playback/panel-time.ts';
import type { Span } from './playback/playback.ts';
import { TransportBar } from './playback/transport-bar.tsx';
import { useReplayKeys } from './playback/use-replay-keys.ts';
import {
  type CommentMark,
  type Replay,
  ReplayContext,
  type ReplayPlace,
  type ReplaySelection,
} from './replay-context.ts';
import type { ReplayPageData } from './replay-data.ts';
import type { ReplayPlayer } from './replay-player.ts';
import type { TapeFacts } from './tape/tape-protocol.ts';
import { TapeNotice, TapeWaiting } from './tape-notice.tsx';
import { zoom } from './timeline/scale.ts';
import { TimelineView } from './timeline/timeline-view.tsx';
import { useSpeeches } from './transcript/use-speeches.ts';
import { useMomentInAddress, useReplayPlayer } from './use-replay-player.ts';
import { findMemory, ListeningStore } from './voices/listening.ts';
import { ListeningBar } from './voices/listening-bar.tsx';
import { useVoices } from './voices/use-voices.ts';

const KEY_ZOOM = 1.5;

/** The recording of one interview, to be looked at like the room itself. */
export function ReplayPage({ data }: { data: ReplayPageData }) {
  const player = useReplayPlayer(data.interviewId);
  const tape = useStore(player?.tape ?? NO_TAPE, (value) => value);
  const failure = useStore(player?.failure ?? NO_FAILURE, (value) => value);
  if (!player || !tape || isEmpty(tape)) {
    const message =
      failure ??
      (tape?.isComplete ? (tape.damage ?? 'Nobody came to this interview, so nothing was recorded.') : null);
    return (
      <TapeWaiting
        title={data.title}
        message={message}
        interviewId={data.viewer.kind === 'member' ? data.interviewId : null}
      />
    );
  }
  return (
    <TooltipProvider>
      <ReplayScreen data={data} player={player} tape={tape} />
    </TooltipProvider>
  );
}

/** Whether there is nothing to play; of an interview that goes on somebody may still come. */
function isEmpty({ frames, isComplete, isLive, people }: TapeFacts): boolean {
  return frames === 0 || (isComplete && !isLive && people.length === 0);
}

interface ReplayScreenProps {
  data: ReplayPageData;
  player: ReplayPlayer;
  tape: TapeFacts;
}

function ReplayScreen({ data, player, tape }: ReplayScreenProps) {
  const isPhone = useIsPhone();
  const [chosenView, setView] = useState<Span | null>(null);
  const [pins, setPins] = useState<Pins>({ a: null, b: null });
  const [dialog, setDialog] = useState<'help' | 'compare' | null>(null);
  const [comments, setComments] = useState<readonly CommentMark[]>([]);
  const [selection, setSelection] = useState<ReplaySelection | null>(null);
  const editor = useRef<EditorView | null>(null);
  const speeches = useSpeeches(tape);
  const [listening] = useState(() => new ListeningStore(findMemory()));
  const voices = useVoices({
    interviewId: data.interviewId,
    player,
    listening,
    isLive: tape.isLive,
    mayHear: data.viewer.kind === 'member',
  });
  const length = tape.lengthMs;
  const view = useMemo(() => chosenView ?? { from: 0, to: length }, [chosenView, length]);
  const said = JSON.stringify(tape.people);
  // the list is told again with every piece of the tape; who is on it changes rarely
  const people = useMemo(() => JSON.parse(said) as TapeFacts['people'], [said]);

  const openFile = useCallback(
    (fileId: string, place?: ReplayPlace) => {
      if (!player.moment.get()?.files.some(({ id }) => id === fileId)) return;
      player.look({ fileId, following: null });
      if (!place) return;
      const select = () => editor.current?.select(place.from, place.to);
      if (player.moment.get()?.file?.id === fileId) return select();
      const stop = player.moment.subscribe(() => {
        if (player.moment.get()?.file?.id !== fileId) return;
        stop();
        // after the editor has taken the text
        queueMicrotask(select);
      });
    },
    [player],
  );
  const act = useCallback(
    (action: 'closer' | 'wider' | 'help') => {
      if (action === 'help') setDialog('help');
      else {
        const factor = action === 'closer' ? KEY_ZOOM : 1 / KEY_ZOOM;
        setView(zoom(view, { factor, around: player.atMs.get(), length }));
      }
    },
    [player, view, length],
  );
  useReplayKeys(player, act);
  useMomentInAddress(player);
  const takeEditor = useCallback((made: EditorView | null) => {
    editor.current = made;
  }, []);

  const shownPins = [
    ...(pins.a === null ? [] : [{ name: 'A', atMs: pins.a }]),
    ...(pins.b === null ? [] : [{ name: 'B', atMs: pins.b }]),
  ];
  return (
    <ReplayProvider {...{ data, player, tape, selection, openFile, comments, setComments }}>
      <div className="flex h-dvh flex-col overflow-hidden text-13">
        <ReplayTopBar
          data={data}
          player={player}
          pins={pins}
          onPins={setPins}
          onCompare={() => setDialog('compare')}
          onHelp={() => setDialog('help')}
          isPhone={isPhone}
        />
        <TapeNotice tape={tape} />
        <main aria-label="Replay" className="flex min-h-0 flex-1 flex-col">
          <ReplayLayout
            isPhone={isPhone}
            files={<ReplayFiles player={player} onOpen={openFile} />}
            editor={
              <section
                aria-label="Editor"
                {...{ [REGION]: 2 }}
                className="flex h-full min-h-0 flex-col bg-surface"
              >
                <FilePath player={player} />
                <ColourLegend player={player} people={people} />
                <div className="relative min-h-0 flex-1">
                  <ReplayEditor
                    player={player}
                    people={people}
                    onSelect={setSelection}
                    onReady={takeEditor}
                  />
                  <FollowNote player={player} />
                  <Captions player={player} speeches={speeches} listening={listening} />
                </div>
              </section>
            }
            results={<ReplayResults player={player} />}
            side={<ReplaySide player={player} tape={tape} speeches={speeches} />}
          />
        </main>
        <footer {...{ [REGION]: 5 }} className="shrink-0 border-t border-line bg-canvas">
          <TransportBar
            player={player}
            length={length}
            isLive={tape.isLive}
            isPhone={isPhone}
            aside={
              <ListeningBar
                {...{ player, listening, voices, people, isPhone }}
                hasWords={speeches.length > 0}
              />
            }
          />
          <div className="border-t border-line">
            <TimelineView
              player={player}
              tape={tape}
              speeches={speeches}
              view={view}
              onView={setView}
              comments={comments}
              pins={shownPins}
              isPhone={isPhone}
            />
          </div>
        </footer>
      </div>
      {dialog === 'help' && <KeysDialog onClose={() => setDialog(null)} />}
      {dialog === 'compare' && pins.a !== null && pins.b !== null && (
        <CompareDialog player={player} fromMs={pins.a} toMs={pins.b} onClose={() => setDialog(null)} />
      )}
    </ReplayProvider>
  );
}

function FilePath({ player }: { player: ReplayPlayer }) {
  const path = useStore(player.moment, (moment) => moment?.file?.path ?? null);
  return (
    <p className="flex h-9 shrink-0 items-center border-b border-line bg-canvas px-3 text-12 text-ink-soft">
      {path === null ? 'No file at this moment' : <span className="truncate font-mono">{path}</span>}
    </p>
  );
}

interface ReplayProviderProps extends ReplayScreenProps {
  selection: ReplaySelection | null;
  openFile: Replay['openFile'];
  comments: readonly CommentMark[];
  setComments: (marks: readonly CommentMark[]) => void;
  children: ReactNode;
}

/** What the panels at the side know; apart, so that the time running on draws only those who read it. */
function ReplayProvider({
  data,
  player,
  tape,
  selection,
  openFile,
  comments,
  setComments,
  children,
}: ReplayProviderProps) {
  const isPlaying = useStore(player.controls, (controls) => controls.isPlaying);
  const speed = useStore(player.controls, (controls) => controls.speed);
  const atMs = useStore(player.panels, ({ atMs }) => panelTime(atMs, { isPlaying, speed }));
  const position = useStore(player.panels, ({ moment }) => (isPlaying ? null : (moment?.position ?? 0)));
  const currentFileId = useStore(player.panels, ({ moment }) => moment?.file?.id ?? null);
  const { interviewId, viewer } = data;
  const { lengthMs, startAt } = tape;
  const value = useMemo(
    (): Replay => ({
      interviewId,
      viewer,
      position: position ?? player.moment.get()?.position ?? 0,
      atMs,
      lengthMs,
      startAt,
      currentFileId,
      selection,
      filesNow: () => player.filesAt(player.atMs.get()),
      seek: (at) => {
        player.pause();
        player.seek(at);
      },
      openFile,
      commentMarks: comments,
      setCommentMarks: setComments,
    }),
    [
      interviewId,
      viewer,
      position,
      atMs,
      lengthMs,
      startAt,
      currentFileId,
      selection,
      player,
      openFile,
      comments,
      setComments,
    ],
  );
  return <ReplayContext.Provider value={value}>{children}</ReplayContext.Provider>;
}

const NO_TAPE: ReplayPlayer['tape'] = new Store<TapeFacts | null>(null);
const NO_FAILURE: ReplayPlayer['failure'] = new Store<string | null>(null);
