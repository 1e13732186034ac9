import type { Texts } from '../en';

export const people: Texts['people'] = {
  presence: { online: 'in linea', away: 'assente', dnd: 'non disturbare', offline: 'non in linea' },
  setOnline: 'In linea',
  setAway: 'Assente',
  setDnd: 'Non disturbare',
  setOffline: 'Appari non in linea',
  you: 'tu',
  profile: (name) => `Profilo di ${name}`,
  profileFailed: 'Non è stato possibile caricare il profilo.',
  username: 'Nome utente',
  localTime: 'Ora locale',
  status: 'Stato',
  about: 'Informazioni',
  message: 'Scrivi',
  editProfile: 'Modifica il tuo profilo',
  find: 'Trova persone',
  findPlaceholder: 'Nome o nome utente',
  chosen: 'Scelti',
  takeOut: (name) => `Togli ${name}`,
  nobody: 'Non è stato trovato nessuno.',
  found: (count) => (count === 1 ? '1 persona trovata' : `${count} persone trovate`),
};
