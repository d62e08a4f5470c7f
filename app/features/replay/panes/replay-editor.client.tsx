import { useEffect, useMemo, useRef, useState } from 'react';
import { RecentCursors } from '#app/features/editor/recent-cursors.ts';
import { cursorCss } from '#app/features/editor/remote-cursors.ts';
import { useStore } from '#app/features/room/use-store.ts';
import type { ReplaySelection } from '../replay-context.ts';
import type { ReplayPlayer } from '../replay-player.ts';
import type { ShownMoment } from '../tape/shown-moment.ts';
import type { TapePerson } from '../tape/tape-protocol.ts';
import { attributionWords, classOf, looksCss, looksOf } from './attribution.ts';
import { EditorView } from './editor-view.client.ts';

interface ReplayEditorProps {
  player: ReplayPlayer;
  people: readonly TapePerson[];
  onSelect: (selection: ReplaySelection | null) => void;
  /** Hands out how to select a place of the file in front; null once the editor is gone. */
  onReady: (view: EditorView | null) => void;
}

/** The file in front as it was, with everybody's cursors and, when wished for, where its text came from. */
export function ReplayEditor({ player, people, onSelect, onReady }: ReplayEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<EditorView | null>(null);
  const colourBy = useStore(player.looking, (looking) => looking.colourBy);
  useEffect(() => {
    if (!host.current) return;
    const made = new EditorView(host.current);
    setView(made);
    onReady(made);
    return () => {
      onReady(null);
      made.dispose();
    };
  }, [onReady]);

  useEffect(() => {
    if (!view) return;
    const draw = () => {
      const moment = player.moment.get();
      if (!moment) return;
      view.show(moment.file);
      drawMoment(view, moment, { people, player });
    };
    draw();
    const stops = [player.moment.subscribe(draw), player.looking.subscribe(draw)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [view, player, people]);

  useEffect(() => {
    if (!view) return;
    const read = () => onSelect(selectionOf(view, player.moment.get()));
    const listener = view.editor.onDidChangeCursorSelection(read);
    // whoever scrolls looks for themselves
    const roam = () => {
      if (player.looking.get().following === null) return;
      const fileId = player.moment.get()?.file?.id ?? null;
      player.look({ following: null, fileId });
    };
    const element = view.editor.getDomNode();
    element?.addEventListener('wheel', roam, { passive: true });
    return () => {
      listener.dispose();
      element?.removeEventListener('wheel', roam);
    };
  }, [view, player, onSelect]);

  const recent = useRecentCursors(player, people);
  const cursors = useMemo(() => cursorCss(people.map(ownerOf), recent, true), [people, recent]);
  const looks = useStore(player.moment, (moment) =>
    looksCss(looksOf(moment?.file?.attribution ?? [], { by: colourBy, people })),
  );
  return (
    <>
      <div ref={host} className="h-full" />
      <style>{`${cursors}\n${looks}`}</style>
    </>
  );
}

const ownerOf = ({ name, role, colour }: TapePerson, clientId: number) => ({ clientId, name, role, colour });

/** Places in the list of people whose cursors moved lately, also by a jump to another moment: their names show. */
function useRecentCursors(player: ReplayPlayer, people: readonly TapePerson[]): ReadonlySet<number> {
  const [recent, setRecent] = useState<ReadonlySet<number>>(NOBODY);
  useEffect(() => {
    const cursors = new RecentCursors(setRecent);
    // so that the first place counts as a move: one wants to know whose cursors these are
    for (const n of people.keys()) cursors.see(n, '');
    const look = () => {
      for (const { participantId, ...place } of player.moment.get()?.cursors ?? []) {
        const index = people.findIndex((person) => person.participantId === participantId);
        cursors.see(index, JSON.stringify(place));
      }
    };
    look();
    const stop = player.moment.subscribe(look);
    return () => {
      stop();
      cursors.stop();
      setRecent(NOBODY);
    };
  }, [player, people]);
  return recent;
}

const NOBODY: ReadonlySet<number> = new Set();

function drawMoment(
  view: EditorView,
  { file, cursors }: ShownMoment,
  { people, player }: { people: readonly TapePerson[]; player: ReplayPlayer },
): void {
  const { colourBy, following } = player.looking.get();
  const here = cursors.filter(({ fileId }) => fileId === file?.id);
  view.setCursors(
    here.map(({ participantId, anchor, head }) => ({
      index: people.findIndex((person) => person.participantId === participantId),
      anchor,
      head,
    })),
  );
  let at = 0;
  view.setPieces(
    colourBy === 'none'
      ? []
      : (file?.attribution ?? []).map((run) => {
          const from = at;
          at += run.length;
          return {
            from,
            to: at,
            className: classOf(run, colourBy, people),
            words: attributionWords(run, people),
          };
        }),
  );
  const followed = here.find(({ participantId }) => participantId === following);
  if (followed) view.reveal(followed.head);
}

function selectionOf({ editor }: EditorView, moment: ShownMoment | null): ReplaySelection | null {
  const model = editor.getModel();
  const range = editor.getSelection();
  const file = moment?.file;
  if (!model || !range || range.isEmpty() || !file) return null;
  return {
    fileId: file.id,
    path: file.path,
    from: model.getOffsetAt(range.getStartPosition()),
    to: model.getOffsetAt(range.getEndPosition()),
    firstLine: range.startLineNumber,
    lastLine: range.endLineNumber,
    text: model.getValueInRange(range),
  };
}
