import { sendWithSession } from './client';

/** One message of a stream of Server-Sent Events. */
export interface Message {
  id: string;
  event: string;
  data: string;
}

/** Puts messages together out of pieces of text, however they were cut. */
export function messagesFrom(onMessage: (message: Message) => void): (piece: string) => void {
  let rest = '';
  let message: Message = { id: '', event: 'message', data: '' };
  const line = (text: string) => {
    if (text === '') {
      if (message.data) onMessage(message);
      message = { id: message.id, event: 'message', data: '' };
    }
    const [, name, value = ''] = /^([a-z]+): ?(.*)$/.exec(text) ?? [];
    if (name === 'id') message.id = value;
    else if (name === 'event') message.event = value;
    else if (name === 'data') message.data += (message.data && '\n') + value;
  };
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n/);
    rest = lines.pop() ?? '';
    lines.forEach(line);
  };
}

interface Following {
  /** The last message that was read before: what followed it comes first. */
  after?: string;
  signal: AbortSignal;
  onOpen: () => void;
  onMessage: (message: Message) => void;
}

/** Listens until the stream ends; a session that has run out is renewed. */
export async function follow({ after, signal, onOpen, onMessage }: Following): Promise<void> {
  const answer = await sendWithSession(
    new Request(new URL('/api/stream', globalThis.location.origin), {
      signal,
      headers: { Accept: 'text/event-stream', ...(after ? { 'Last-Event-ID': after } : {}) },
    }),
  );
  if (!answer.ok || !answer.body) throw new Error(`The stream was refused (${answer.status}).`);
  onOpen();
  const take = messagesFrom(onMessage);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) take(piece.value);
}
