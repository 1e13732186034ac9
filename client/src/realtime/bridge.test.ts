import type { HubConnection } from '@microsoft/signalr';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Bridge } from './bridge';
import { useConnectionStatus } from './connectionStatus';

class FakeConnection {
  state = 'Disconnected';
  readonly listeners = new Map<string, (payload: unknown) => void>();
  readonly invoke = vi.fn();
  private readonly mayStart: boolean;
  private closed: () => void = () => undefined;

  constructor(mayStart: boolean) {
    this.mayStart = mayStart;
  }

  on(event: string, handler: (payload: unknown) => void) {
    this.listeners.set(event, handler);
  }

  onclose(handler: () => void) {
    this.closed = handler;
  }

  start() {
    if (!this.mayStart) return Promise.reject(new Error('no'));
    this.state = 'Connected';
    return Promise.resolve();
  }

  stop() {
    if (this.state === 'Connected') {
      this.state = 'Disconnected';
      this.closed();
    }
    return Promise.resolve();
  }
}

const status = () => useConnectionStatus.getState().status;
const settle = () => vi.advanceTimersByTimeAsync(0);

function make(...mayStart: boolean[]) {
  const built: FakeConnection[] = [];
  const bridge = new Bridge(() => {
    const connection = new FakeConnection(mayStart[built.length] ?? true);
    built.push(connection);
    return connection as unknown as HubConnection;
  });
  return { bridge, built };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(1);
});
afterEach(() => vi.useRealTimers());

describe('Bridge', () => {
  it('is ready only when everyone has caught up', async () => {
    const { bridge } = make();
    let done: () => void = () => undefined;
    bridge.whenConnected(() => new Promise((resolve) => (done = resolve)));

    bridge.start();
    await settle();
    expect(status()).toBe('catching-up');

    done();
    await settle();
    expect(status()).toBe('ready');
    bridge.stop();
    expect(status()).toBe('stopped');
  });

  it('comes back after a loss, keeps trying, and hands pushes on from the new connection', async () => {
    const { bridge, built } = make(true, false, false, true);
    const failed = vi.fn();
    const received = vi.fn();
    bridge.whenStartFails(failed);
    bridge.on('message:received', received);
    bridge.start();
    await settle();

    bridge.drop();
    await settle();
    expect(status()).toBe('waiting');

    await vi.advanceTimersByTimeAsync(10_000);
    expect(status()).toBe('ready');
    expect(built).toHaveLength(4);
    expect(failed).toHaveBeenCalledTimes(2);
    built[3]?.listeners.get('message:received')?.({ id: 'm' });
    expect(received).toHaveBeenCalledExactlyOnceWith({ id: 'm' });
    bridge.stop();
  });

  it('tries at once when woken', async () => {
    const { bridge, built } = make(false);
    bridge.start();
    await settle();
    expect(status()).toBe('waiting');

    bridge.wake();
    await settle();
    expect(status()).toBe('ready');
    expect(built).toHaveLength(2);
    bridge.stop();
  });

  it('makes a new connection when catching up fails', async () => {
    const { bridge, built } = make();
    const catchUp = vi.fn().mockRejectedValueOnce(new Error('network')).mockResolvedValue(undefined);
    bridge.whenConnected(catchUp);
    bridge.start();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(status()).toBe('ready');
    expect(built).toHaveLength(2);
    bridge.stop();
  });

  it('stays stopped', async () => {
    const { bridge, built } = make(false);
    bridge.start();
    await settle();
    bridge.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(built).toHaveLength(1);
  });

  it('gives up a call that is never answered, and refuses one without a connection', async () => {
    const { bridge, built } = make();
    await expect(bridge.invoke('channel:join', { channel_id: 'c' })).rejects.toMatchObject({ code: 'NETWORK' });
    bridge.start();
    await settle();
    built[0]?.invoke.mockReturnValue(new Promise(() => undefined));
    const call = expect(bridge.invoke('channel:join', { channel_id: 'c' })).rejects.toMatchObject({ code: 'NETWORK' });
    await vi.advanceTimersByTimeAsync(11_000);
    await call;
    bridge.stop();
  });
});
