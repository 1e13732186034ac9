import type { Texts } from '../en';

export const workspaces: Texts['workspaces'] = {
  menu: 'Aree di lavoro',
  switchTo: (name) => `Apri l’area di lavoro ${name}`,
  emptyTitle: 'Benvenuto in ChatFlow',
  emptyText: 'Non fai ancora parte di un’area di lavoro. Creane una per il tuo gruppo, o chiedi a un collega di invitarti nella sua.',
  create: 'Crea un’area di lavoro',
  name: 'Nome dell’area di lavoro',
  namePlaceholder: 'Per esempio: Acme',
  inviteTitle: 'Hai un invito',
  inviteText: 'Un collega ti ha invitato nella sua area di lavoro.',
  join: 'Entra nell’area di lavoro',
  inviteGoneTitle: 'Questo invito non funziona',
  inviteGone: 'Forse è scaduto, è già stato usato, o è per un indirizzo diverso dal tuo. Chiedine uno nuovo.',
};
