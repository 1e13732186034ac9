import { describe, expect, it } from 'vitest';
import { event, message, pending } from './fixtures';
import { addPending, discard, fail, nextToSend, retry } from './pending';
import { acknowledge, emptyTimeline, loadLatest, loadOlder, missingAfter, receive, receiveAll, type Timeline } from './timeline';

const seqs = (timeline: Timeline) => timeline.messages.map((one) => one.seq);
const upTo = (head: number) => loadLatest(emptyTimeline, [], null, head);

describe('loading', () => {
  it('puts a page that comes newest first into the order of the log', () => {
    const timeline = loadLatest(emptyTimeline, [message(3), message(2), message(1)], '1', 3);
    expect(seqs(timeline)).toEqual([1, 2, 3]);
    expect(timeline).toMatchObject({ applied: 3, older: '1' });
  });

  it('keeps what was pushed between subscribing and the answer', () => {
    const early = receiveAll(emptyTimeline, [event(3), event(4)]);
    expect(early.messages).toEqual([]);
    const timeline = loadLatest(early, [message(3), message(2)], null, 3);
    expect(seqs(timeline)).toEqual([2, 3, 4]);
    expect(missingAfter(timeline)).toBeNull();
  });

  it('does not show twice what the page already had beyond the head', () => {
    const timeline = receiveAll(loadLatest(emptyTimeline, [message(5), message(4)], null, 4), [event(5)]);
    expect(seqs(timeline)).toEqual([4, 5]);
  });

  it('puts older pages before, and keeps what it holds of them', () => {
    const timeline = loadLatest(emptyTimeline, [message(4), message(3, { content: 'new' })], '3', 4);
    const older = loadOlder(timeline, [message(3, { content: 'old' }), message(2), message(1)], null, 4);
    expect(seqs(older)).toEqual([1, 2, 3, 4]);
    expect(older.messages[2]?.content).toBe('new');
    expect(older.older).toBeNull();
  });

  it('drops the window when a new latest page replaces it, but not what waits to be sent', () => {
    const timeline = addPending(loadLatest(emptyTimeline, [message(1)], null, 1), pending('a'));
    const reloaded = loadLatest(timeline, [message(901), message(900)], '900', 901);
    expect(seqs(reloaded)).toEqual([900, 901]);
    expect(reloaded.pending).toHaveLength(1);
  });
});

describe('events', () => {
  it('are applied once, whatever comes twice', () => {
    const timeline = receiveAll(upTo(0), [event(1), event(1), event(2), event(1)]);
    expect(seqs(timeline)).toEqual([1, 2]);
    expect(timeline.applied).toBe(2);
  });

  it('wait behind a gap, which is known, and follow when it is filled', () => {
    const gap = receive(upTo(1), event(3));
    expect(seqs(gap)).toEqual([]);
    expect(missingAfter(gap)).toBe(1);

    const filled = receive(gap, event(2));
    expect(seqs(filled)).toEqual([2, 3]);
    expect(missingAfter(filled)).toBeNull();
  });

  it('of a kind that is unknown here take their place in the log', () => {
    const timeline = receiveAll(upTo(0), [{ seq: 1, type: 'member:joined', payload: {} }, event(2)]);
    expect(timeline.applied).toBe(2);
    expect(seqs(timeline)).toEqual([2]);
  });

  it('about thread replies do not show, and leave no gap', () => {
    const timeline = receiveAll(upTo(0), [event(1), event(2, { thread_id: 'm-1' }), event(3)]);
    expect(seqs(timeline)).toEqual([1, 3]);
    expect(missingAfter(timeline)).toBeNull();
  });
});

describe('a deletion', () => {
  const deletion = { seq: 2, type: 'message:deleted', payload: { message_id: 'm-1', channel_id: 'c' } };

  it('leaves the place, and nothing of the text', () => {
    const [gone] = receiveAll(upTo(0), [event(1, { files: [], mentions: ['ada'] }), deletion]).messages;
    expect(gone).toMatchObject({ id: 'm-1', content: '', mentions: [], reactions: [], pinned: null });
    expect(gone?.deleted_at).not.toBeNull();
  });

  it('is for good: an earlier change that the feed tells later brings nothing back', () => {
    const late = { seq: 3, type: 'message:edited', payload: message(1, { content: 'back again' }) };
    expect(receiveAll(upTo(0), [event(1), deletion, late]).messages[0]?.content).toBe('');
  });
});

describe('sending', () => {
  const own = { user_id: 'me', client_message_id: 'a' };

  it('replaces the pending message by the acknowledged one', () => {
    const timeline = acknowledge(addPending(upTo(0), pending('a')), message(1, own));
    expect(timeline.pending).toEqual([]);
    expect(seqs(timeline)).toEqual([1]);
  });

  it('is the same whether the push or the acknowledgement comes first', () => {
    const start = addPending(upTo(0), pending('a'));
    const pushFirst = acknowledge(receive(start, event(1, own)), message(1, own));
    const ackFirst = receive(acknowledge(start, message(1, own)), event(1, own));
    expect(pushFirst).toEqual(ackFirst);
    expect(pushFirst.messages).toHaveLength(1);
  });

  it('shows an acknowledged message at once, also ahead of a gap', () => {
    const timeline = acknowledge(addPending(upTo(4), pending('a')), message(7, own));
    expect(timeline.pending).toEqual([]);
    expect(seqs(timeline)).toEqual([7]);
    expect(missingAfter(timeline)).toBe(4);
    expect(seqs(receiveAll(timeline, [event(5), event(6)]))).toEqual([5, 6, 7]);
  });

  it('is not settled by somebody else who uses the same client_message_id', () => {
    const timeline = receive(addPending(upTo(0), pending('a')), event(1, { user_id: 'eve', client_message_id: 'a' }));
    expect(timeline.pending).toHaveLength(1);
    expect(seqs(timeline)).toEqual([1]);
  });

  it('does not put an acknowledgement from before the window next to it', () => {
    const timeline = addPending(loadLatest(emptyTimeline, [message(901), message(900)], '900', 901), pending('a'));
    const settled = acknowledge(timeline, message(50, own));
    expect(settled.pending).toEqual([]);
    expect(seqs(settled)).toEqual([900, 901]);
  });

  it('is settled by a page that has it already', () => {
    const timeline = loadLatest(addPending(emptyTimeline, pending('a')), [message(1, own)], null, 1);
    expect(timeline.pending).toEqual([]);
  });

  it('goes on behind a failure, and comes back to it on retry', () => {
    const two = addPending(addPending(upTo(0), pending('a')), pending('b'));
    const failed = fail(two, 'a', 'no');
    expect(nextToSend(failed)?.client_message_id).toBe('b');
    expect(nextToSend(retry(failed, 'a'))?.client_message_id).toBe('a');
    expect(nextToSend(discard(discard(failed, 'a'), 'b'))).toBeUndefined();
  });
});
