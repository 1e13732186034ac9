import { type HubConnection, HubConnectionState } from '@microsoft/signalr';
import { ApiError } from '@/api/errors';
import { backoff } from './backoff';
import { useConnectionStatus, type ConnectionStatus } from './connectionStatus';
import { readHubError } from './hubError';
import type { HubCalls, HubEvents } from './hubTypes';
import { within } from './within';

const startTimeout = 15_000;
const callTimeout = 10_000;

type Handler = (payload: never) => void;

/**
 * The one connection to the hub. It comes back by itself, for ever, until `stop`. Whoever keeps state says with
 * `whenConnected` how to fetch what was missed: the connection counts as ready when all of them are done.
 */
export class Bridge {
  private readonly build: () => HubConnection;
  private readonly handlers: [event: string, handler: Handler][] = [];
  private readonly catchUps: (() => Promise<void>)[] = [];
  private onFailedStart: () => void = () => undefined;
  private connection: HubConnection | null = null;
  private running: AbortController | null = null;
  private endPause: () => void = () => undefined;

  constructor(build: () => HubConnection) {
    this.build = build;
  }

  on<E extends keyof HubEvents>(event: E, handler: (payload: HubEvents[E]) => void): void {
    this.handlers.push([event, handler]);
  }

  whenConnected(catchUp: () => Promise<void>): void {
    this.catchUps.push(catchUp);
  }

  /** A socket that fails to open does not say why; the handler can ask over HTTP whether the session still stands. */
  whenStartFails(handler: () => void): void {
    this.onFailedStart = handler;
  }

  start(): void {
    if (this.running) return;
    const running = new AbortController();
    this.running = running;
    void this.run(() => running.signal.aborted);
  }

  stop(): void {
    this.running?.abort();
    this.running = null;
    void this.connection?.stop();
    this.connection = null;
    this.endPause();
    report('stopped');
  }

  /** Try again now instead of at the end of the pause: the network is back, or the user is. */
  wake(): void {
    this.endPause();
  }

  /** Give this connection up and make a new one: it is known to be dead before its own timeout says so. */
  drop(): void {
    void this.connection?.stop();
  }

  get isConnected(): boolean {
    return this.connection?.state === HubConnectionState.Connected;
  }

  async invoke<C extends keyof HubCalls>(call: C, argument: HubCalls[C]['argument']): Promise<HubCalls[C]['result']> {
    if (!this.connection || !this.isConnected) throw new ApiError('NETWORK', 'The hub is not connected');
    try {
      return await within(callTimeout, this.connection.invoke<HubCalls[C]['result']>(call, argument));
    } catch (error) {
      throw readHubError(error);
    }
  }

  private async run(stopped: () => boolean): Promise<void> {
    for (let attempt = 0; !stopped(); attempt++) {
      if (await this.connectUntilClosed(stopped)) attempt = 0;
      if (stopped()) return;
      report('waiting');
      await this.pause(backoff(attempt));
    }
  }

  /** True when the connection had been ready, so that the next pause is a short one again. */
  private async connectUntilClosed(stopped: () => boolean): Promise<boolean> {
    const connection = this.build();
    this.connection = connection;
    for (const [event, handler] of this.handlers) connection.on(event, handler as (payload: unknown) => void);
    const closed = new Promise<false>((resolve) => connection.onclose(() => resolve(false)));

    report('connecting');
    try {
      await within(startTimeout, connection.start());
    } catch {
      void connection.stop();
      if (!stopped()) this.onFailedStart();
      return false;
    }
    if (stopped()) return false;

    report('catching-up');
    const caughtUp = await Promise.race([closed, Promise.all(this.catchUps.map((run) => run())).then(() => true, () => false)]);
    if (stopped()) return false;
    if (!caughtUp) {
      await connection.stop();
      return false;
    }
    report('ready');
    await closed;
    return true;
  }

  private pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function report(status: ConnectionStatus): void {
  useConnectionStatus.setState({ status });
}
