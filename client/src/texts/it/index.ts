import type { Texts } from '../en';
import { app } from './app';
import { channels } from './channels';
import { errors } from './errors';
import { messages } from './messages';
import { session } from './session';
import { workspaces } from './workspaces';

/** Every text of the client in Italian. Nothing but types may come from elsewhere: the rest of the client waits for this file. */
export const it: Texts = { app, session, workspaces, channels, messages, errors };
