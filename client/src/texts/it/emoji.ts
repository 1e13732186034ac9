import type { Texts } from '../en';

const categories: Record<string, string> = {
  smileys_people: 'Faccine e persone',
  animals_nature: 'Animali e natura',
  food_drink: 'Cibo e bevande',
  travel_places: 'Viaggi e luoghi',
  activities: 'Attività',
  objects: 'Oggetti',
  symbols: 'Simboli',
  flags: 'Bandiere',
};

export const emoji: Texts['emoji'] = {
  search: 'Cerca emoji',
  list: 'Emoji',
  none: 'Nessuna emoji trovata.',
  failed: 'Non è stato possibile caricare le emoji.',
  category: (key) => categories[key] ?? key,
  pick: 'Inserisci un’emoji',
  skinTone: 'Tono della pelle',
  skinTones: ['Senza tono della pelle', 'Chiaro', 'Medio chiaro', 'Medio', 'Medio scuro', 'Scuro'],
};
