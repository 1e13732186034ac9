import { Bridge } from './bridge';
import { buildConnection } from './signalr';

export const hub = new Bridge(buildConnection);
