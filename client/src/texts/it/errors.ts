import type { Texts } from '../en';

export const errors: Texts['errors'] = {
  NETWORK: 'ChatFlow non è raggiungibile. Controlla la connessione e riprova.',
  RATE_LIMITED: 'Troppo in fretta. Attendi un momento.',
  FORBIDDEN: 'Non hai il permesso di farlo.',
  NOT_FOUND: 'Non esiste, oppure non puoi vederlo.',
  SERVICE_UNAVAILABLE: 'ChatFlow non è disponibile al momento. Riprova tra poco.',
  unexpected: (requestId) => `Qualcosa è andato storto.${requestId === null ? '' : ` (Richiesta ${requestId})`}`,
};
