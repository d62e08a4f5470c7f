import { clsx } from 'clsx';
import { CircleAlert, Eye, SendHorizontal, Sparkles, VolumeX } from 'lucide-react';
import {
  type FormEvent,
  type KeyboardEvent,
  lazy,
  Suspense,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { Avatar } from '#app/components/ui/avatar.tsx';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { MAX_CHAT_LENGTH } from '#core/limits.ts';
import { can } from '#core/roles.ts';
import type { ChatMessage } from '#core/room-protocol.ts';
import { activityWords, sensesWords } from '../ai/interviewer-words.ts';
import { formatTimeOfDay } from '../clock.ts';
import { ROLE_WORDS } from '../people/role-words.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import type { OutgoingChat } from './outbox.ts';

const InterviewerHead = lazy(async () => ({
  default: (await import('../ai/interviewer-head.tsx')).InterviewerHead,
}));

/** Messages of one person this close together show one name. */
const SAME_BREATH = 120_000;
/** Scrolled up further than this, one is reading. */
const NEAR_END = 40;

/** What people write to each other. Everybody in the room reads it; it is recorded. */
export function ChatPanel() {
  const { session, visitor, bench } = useRoom();
  const chat = useStore(session.state, (state) => state.chat);
  const outbox = useStore(session.chat.outbox, (value) => value);
  const offset = useStore(session.state, (state) => state.clockOffset);
  const writing = useStore(session.state, (state) => state.writing);
  const activity = useStore(session.state, activityWords);
  const senses = useStore(session.state, ({ interviewer }) => sensesWords(interviewer));
  const hasInterviewer = useStore(session.state, (state) => state.interviewer !== null);
  const isShown = useStore(bench, (state) => state.sideTab === 'chat');
  const scroller = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const canWrite = can(visitor.role, 'chat');

  // biome-ignore lint/correctness/useExhaustiveDependencies: new messages and showing the panel are what scrolls
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && isAtEnd.current) element.scrollTop = element.scrollHeight;
  }, [chat, outbox, writing, activity, senses, isShown]);

  return (
    <div className="flex h-full min-h-0 flex-col">
      {hasInterviewer && (
        <Suspense>
          <InterviewerHead />
        </Suspense>
      )}
      <div
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-label="Chat messages"
        // each message is said once, whole, wherever the chat is
        aria-live="off"
        className="min-h-0 flex-1 overflow-y-auto px-3 py-3 -outline-offset-2"
        onScroll={({ currentTarget: at }) => {
          isAtEnd.current = at.scrollHeight - at.scrollTop - at.clientHeight < NEAR_END;
        }}
      >
        {chat.length + outbox.length === 0 && !writing && (
          <p className="text-13 text-ink-faint">
            {visitor.isHeldByAi && visitor.role === 'candidate'
              ? 'The AI interviewer greets you here in a moment. Answer it here, too.'
              : canWrite
                ? 'Nothing written so far. Everybody in the room reads what you send.'
                : 'Nothing written so far.'}
          </p>
        )}
        <ol className="flex flex-col">
          {chat.map((message, index) => (
            <Message key={message.id} message={message} before={chat[index - 1]} offset={offset} />
          ))}
          {writing && <Writing key={writing.id} text={writing.text} before={chat.at(-1)} />}
          {outbox.map((message) => (
            <Outgoing key={message.id} message={message} />
          ))}
        </ol>
        {senses && (
          <p role="status" className="mt-3 flex items-start gap-2 text-13 text-warn first:mt-0">
            <VolumeX aria-hidden="true" size={13} className="mt-1 shrink-0" />
            {senses}
          </p>
        )}
        {activity && (
          <p className="mt-3 flex items-center gap-2 text-13 text-ink-faint first:mt-0">
            <Sparkles aria-hidden="true" size={13} className="shrink-0 text-ai" />
            {activity}
          </p>
        )}
      </div>
      {canWrite ? (
        <Composer onSend={(text) => session.chat.say(text)} />
      ) : (
        <p className="flex items-center gap-2 border-t border-line px-3 py-2.5 text-13 text-ink-faint">
          <Eye aria-hidden="true" size={14} className="shrink-0" />
          You are watching, so you can read and not write.
        </p>
      )}
    </div>
  );
}

function Message({
  message,
  before,
  offset,
  isComing = false,
}: {
  message: ChatMessage;
  before: ChatMessage | undefined;
  offset: number;
  /** Still being written: readers hear of it once it is whole. */
  isComing?: boolean;
}) {
  const { visitor } = useRoom();
  const isOwn = message.participantId === visitor.participantId;
  const isContinued = before?.participantId === message.participantId && message.at - before.at < SAME_BREATH;
  return (
    <li
      {...(isComing && { 'aria-hidden': true })}
      className={clsx('flex gap-2', isContinued ? 'mt-0.5' : 'mt-3 first:mt-0')}
    >
      <span className="w-6 shrink-0">
        {!isContinued && <Avatar name={message.name} person={message} isDecorative />}
      </span>
      <div className="min-w-0 flex-1">
        {!isContinued && (
          <p className="flex items-baseline gap-1.5 text-13">
            <span className="truncate font-medium text-ink">{isOwn ? 'You' : message.name}</span>
            {message.role === 'ai' && (
              <Sparkles aria-hidden="true" size={12} className="self-center text-ai" />
            )}
            <span className="shrink-0 text-12 text-ink-faint">{ROLE_WORDS[message.role]}</span>
            <time
              className="ml-auto shrink-0 text-12 text-ink-faint"
              dateTime={new Date(message.at).toISOString()}
            >
              {formatTimeOfDay(message.at - offset)}
            </time>
          </p>
        )}
        <p className="text-13 break-words whitespace-pre-wrap text-ink">{message.text}</p>
      </div>
    </li>
  );
}

/** What the AI interviewer has written so far of what it is about to say. */
function Writing({ text, before }: { text: string; before: ChatMessage | undefined }) {
  const { session } = useRoom();
  const offset = useStore(session.state, (state) => state.clockOffset);
  const interviewer = useStore(session.state, (state) =>
    state.people.find(({ participantId }) => participantId === state.interviewer?.participantId),
  );
  const [since] = useState(Date.now);
  if (!interviewer) return null;
  const { participantId, name, role, colour } = interviewer;
  const message = { id: participantId, participantId, name, role, colour, text, at: since + offset };
  return <Message message={message} before={before} offset={offset} isComing />;
}

function Outgoing({ message }: { message: OutgoingChat }) {
  const { session, visitor } = useRoom();
  const hasFailed = message.state === 'failed';
  return (
    <li className="mt-1 flex gap-2">
      <span className="w-6 shrink-0">
        <Avatar name={visitor.name} person={visitor} isDecorative className="opacity-60" />
      </span>
      <div className="min-w-0 flex-1 text-13">
        <p className={clsx('break-words whitespace-pre-wrap', hasFailed ? 'text-ink' : 'text-ink-faint')}>
          {message.text}
        </p>
        {hasFailed ? (
          <p className="flex flex-wrap items-center gap-x-2 text-12 text-bad">
            <CircleAlert aria-hidden="true" size={12} />
            {message.problem}
            <button
              type="button"
              className="font-medium text-accent"
              onClick={() => session.chat.sayAgain(message.id)}
            >
              Send again
            </button>
            <button
              type="button"
              className="font-medium text-ink-soft"
              onClick={() => session.chat.discard(message.id)}
            >
              Discard
            </button>
          </p>
        ) : (
          <p className="text-12 text-ink-faint">Sending</p>
        )}
      </div>
    </li>
  );
}

function Composer({ onSend }: { onSend: (text: string) => void }) {
  const { editor } = useRoom();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const isTooLong = text.trim().length > MAX_CHAT_LENGTH;

  useEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = '0';
    element.style.height = `${Math.min(140, element.scrollHeight)}px`;
    if (text === '') element.style.height = '';
  }, [text]);

  const send = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    const said = text.trim();
    if (said === '' || isTooLong) return;
    onSend(said);
    setText('');
  };
  return (
    <form onSubmit={send} className="border-t border-line p-2">
      {isTooLong && (
        <p role="alert" className="px-1 pb-1 text-12 text-bad">
          Too long by {text.trim().length - MAX_CHAT_LENGTH} characters. Put longer text into a file.
        </p>
      )}
      <div className="flex items-end gap-1 rounded-control border border-line-strong bg-surface p-0.5 focus-within:border-accent focus-within:outline-1 focus-within:outline-accent">
        <textarea
          ref={field}
          value={text}
          rows={1}
          aria-label="Message to everybody"
          placeholder="Message to everybody"
          data-chat-field
          className="max-h-[140px] min-h-7 flex-1 resize-none bg-transparent px-1.5 py-1 text-13 outline-none placeholder:text-ink-faint"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) send(event);
            if (event.key === 'Escape') {
              event.stopPropagation();
              editor.get()?.focus();
            }
          }}
        />
        <IconButton label="Send" type="submit" disabled={text.trim() === '' || isTooLong}>
          <SendHorizontal aria-hidden="true" size={15} />
        </IconButton>
      </div>
    </form>
  );
}
