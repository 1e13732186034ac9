import { type HubConnection, HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { tokenForHub } from '@/api/http';

/**
 * WebSockets only and no negotiation: one round trip less, and no sticky sessions needed behind a load balancer.
 * Reconnecting is the bridge's own loop, as SignalR's neither covers the first start nor can be woken early.
 */
export function buildConnection(): HubConnection {
  return new HubConnectionBuilder()
    .withUrl('/hub', {
      accessTokenFactory: tokenForHub,
      transport: HttpTransportType.WebSockets,
      skipNegotiation: true,
    })
    .configureLogging(LogLevel.None)
    .build();
}
