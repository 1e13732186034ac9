import type { Texts } from '../en';
import { account } from './account';
import { app } from './app';
import { channels } from './channels';
import { emoji } from './emoji';
import { errors } from './errors';
import { keys } from './keys';
import { messages } from './messages';
import { notifications } from './notifications';
import { people } from './people';
import { search } from './search';
import { session } from './session';
import { threads } from './threads';
import { workspaces } from './workspaces';

/** Every text of the client in Italian. Nothing but types may come from elsewhere: the rest of the client waits for this file. */
export const it: Texts = { app, session, workspaces, channels, messages, threads, emoji, errors, people, notifications, keys, account, search };
