import type { Texts } from '../en';

export const app: Texts['app'] = {
  name: 'ChatFlow',
  loading: 'Caricamento…',
  unreachable: 'ChatFlow non è raggiungibile.',
  tryAgain: 'Riprova',
  notFoundTitle: 'Qui non c’è nulla',
  notFoundText: 'La pagina non esiste, oppure non puoi vederla.',
  toStart: 'Vai alla tua area di lavoro',
  broken: 'Qualcosa è andato storto in questa pagina.',
  reload: 'Ricarica',
  reconnecting: 'Riconnessione…',
  sidebar: 'Area di lavoro',
  openSidebar: 'Mostra i canali',
  closeSidebar: 'Nascondi i canali',
  cancel: 'Annulla',
};
