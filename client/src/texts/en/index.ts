import { app } from './app';
import { channels } from './channels';
import { errors } from './errors';
import { messages } from './messages';
import { session } from './session';
import { workspaces } from './workspaces';

/** Every text of the client in English, one file a feature. A second language is a second folder of the same shape. */
export const en = { app, session, workspaces, channels, messages, errors };

export type Texts = typeof en;
