import * as api from '@/api/people';

export const findPerson = api.get;
