const categories: Record<string, string> = {
  smileys_people: 'Smileys and people',
  animals_nature: 'Animals and nature',
  food_drink: 'Food and drink',
  travel_places: 'Travel and places',
  activities: 'Activities',
  objects: 'Objects',
  symbols: 'Symbols',
  flags: 'Flags',
};

export const emoji = {
  search: 'Search emoji',
  list: 'Emoji',
  none: 'No emoji found.',
  failed: 'The emoji could not be loaded.',
  category: (key: string) => categories[key] ?? key,
  pick: 'Insert an emoji',
  skinTone: 'Skin tone',
  skinTones: ['Without a skin tone', 'Light', 'Medium light', 'Medium', 'Medium dark', 'Dark'],
};
