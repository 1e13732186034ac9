import { create } from 'zustand';
import { asApiError } from '@/api/errors';
import * as api from '@/api/members';
import type { Id, Message } from '@/api/types';

export interface Person {
  id: Id;
  username: string;
  display_name: string;
}

/** Whoever was met so far, for names beside ids. Null while, or where, nobody knows. */
export const usePeople = create<{ people: Readonly<Record<Id, Person | null>> }>(() => ({ people: {} }));

const put = (found: readonly Person[]): void =>
  usePeople.setState(({ people }) => ({ people: { ...people, ...Object.fromEntries(found.map((person) => [person.id, person])) } }));

/** Those of the ids that are not known yet are asked for, once each. */
export function meet(ids: readonly Id[], messages: readonly Message[] = []): void {
  const { people } = usePeople.getState();
  const unknown = ids.filter((id) => !(id in people));
  if (unknown.length === 0) return;
  const senders = messages.map(({ sender }) => sender).filter(({ id }) => unknown.includes(id));
  put(senders);
  const asked = unknown.filter((id) => senders.every((sender) => sender.id !== id));
  usePeople.setState((state) => ({ people: { ...state.people, ...Object.fromEntries(asked.map((id) => [id, null])) } }));
  for (const id of asked) {
    void api.person(id).then(
      (person) => put([person]),
      (error: unknown) => {
        if (asApiError(error).isTransient) usePeople.setState((state) => ({ people: Object.fromEntries(Object.entries(state.people).filter(([key]) => key !== id)) }));
      },
    );
  }
}

/** Members of the workspace whose name has this in it, for completion; nobody while the server cannot be asked. */
export async function findMembers(workspaceId: Id, q: string): Promise<Person[]> {
  try {
    const members = await api.members(workspaceId, q);
    const found = members.map(({ user }) => user);
    put(found);
    return found;
  } catch {
    return Object.values(usePeople.getState().people).filter((person) => person !== null && matches(person, q)) as Person[];
  }
}

const matches = ({ username, display_name }: Person, q: string): boolean =>
  username.toLowerCase().includes(q.toLowerCase()) || display_name.toLowerCase().includes(q.toLowerCase());

export const resetPeople = (): void => usePeople.setState({ people: {} });
