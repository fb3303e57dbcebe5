import { expect, it } from 'vitest';
import { messagesFrom, type Message } from './stream';

const heard = (...pieces: string[]) => {
  const messages: Message[] = [];
  const take = messagesFrom((message) => messages.push(message));
  pieces.forEach(take);
  return messages;
};

it('puts messages together however they were cut, and passes over comments', () => {
  expect(
    heard('id: 7\nevent: deal.', 'won@1\nda', 'ta: {"a":1}\n\n: here\n', '\nid: 8\ndata: {}\n\n'),
  ).toEqual([
    { id: '7', event: 'deal.won@1', data: '{"a":1}' },
    { id: '8', event: 'message', data: '{}' },
  ]);
});

it('tells nothing of a message that has not come to its end', () => {
  expect(heard('id: 7\ndata: {}\n')).toEqual([]);
});
