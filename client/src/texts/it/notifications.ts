import type { Texts } from '../en';

export const notifications: Texts['notifications'] = {
  heading: 'Attività',
  open: 'Attività',
  unread: (count) => (count === 1 ? '1 nuova' : `${count} nuove`),
  none: 'Non è ancora successo nulla',
  noneText: 'Menzioni, messaggi diretti e risposte a te compaiono qui.',
  readAll: 'Segna tutto come letto',
  loadFailed: 'Non è stato possibile caricare le attività.',
  more: 'Mostra precedenti',
  mention: (name, channel) => `${name} ti ha menzionato in ${channel}`,
  dm: (name) => `${name} ti ha scritto`,
  reply: (name, channel) => `${name} ha risposto in una discussione in ${channel}`,
  reaction: (name, channel) => `${name} ha reagito al tuo messaggio in ${channel}`,
  channel_activity: (name, channel) => `${name} ti ha aggiunto a ${channel}`,
  somewhere: 'un canale',
  isNew: 'nuova',
  askTitle: 'Sappi subito quando qualcuno ha bisogno di te',
  ask: 'Attiva le notifiche',
  notNow: 'Non ora',
  denied: 'Il browser blocca le notifiche di questa pagina. Permettile nelle sue impostazioni.',
  unsupported: 'Questo browser non ha notifiche.',
};
