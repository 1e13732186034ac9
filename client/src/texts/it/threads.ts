import type { Texts } from '../en';

export const threads: Texts['threads'] = {
  title: 'Conversazione',
  in: (channel) => `in ${channel}`,
  list: 'Messaggi della conversazione',
  replies: (count) => (count === 1 ? '1 risposta' : `${count} risposte`),
  last: (time) => `l’ultima ${time}`,
  composer: 'Rispondi…',
  close: 'Chiudi il pannello',
  loadFailed: 'Non è stato possibile caricare la conversazione.',
  pins: 'Messaggi in evidenza',
  noPins: 'Qui non c’è ancora niente in evidenza. Metti in evidenza un messaggio perché tutti lo abbiano a portata di mano.',
  pinsFailed: 'Non è stato possibile caricare i messaggi in evidenza.',
  pinnedBy: (name) => `Messo in evidenza da ${name}`,
  showInChannel: 'Mostra nel canale',
};
