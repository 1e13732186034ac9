import { useCallback, useEffect, useState } from 'react';
import type { AuditEntry, Id, User, Workspace } from '@/api/types';
import { formatMoment } from '@/ui/dates';
import { PageEnd } from '@/ui/PageEnd';
import { SelectField } from '@/ui/SelectField';
import { usePages } from '@/ui/usePages';
import { texts } from '@/texts';
import { auditLog, findPeople } from './members';

/** Who did what, the newest first. */
export function AuditLog({ workspace }: { workspace: Workspace }) {
  const [actor, setActor] = useState('');
  const [action, setAction] = useState('');
  const people = usePeople(workspace.id);
  const load = useCallback(
    (_: number, before: string | undefined) => auditLog(workspace.id, { actor: actor || undefined, action: action || undefined, before }),
    [workspace.id, actor, action],
  );
  const { items, failure, hasMore, more } = usePages(load);
  const nameOf = (id: Id | null) => people.find((user) => user.id === id)?.display_name ?? texts.workspaces.auditSomebody;

  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          label={texts.workspaces.auditWho}
          value={actor}
          options={[{ value: '', label: texts.workspaces.auditEveryone }, ...people.map(({ id, display_name }) => ({ value: id, label: display_name }))]}
          onChange={(event) => setActor(event.target.value)}
        />
        <SelectField
          label={texts.workspaces.auditWhat}
          value={action}
          options={[
            { value: '', label: texts.workspaces.auditEverything },
            ...Object.entries(texts.workspaces.actions).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(event) => setAction(event.target.value)}
        />
      </div>
      <ul aria-label={texts.workspaces.audit} className="flex flex-col divide-y divide-line rounded-lg border border-line empty:hidden">
        {(items ?? []).map((entry) => (
          <Entry key={entry.id} entry={entry} name={nameOf(entry.actor)} />
        ))}
      </ul>
      <PageEnd items={items} failure={failure} hasMore={hasMore} empty={texts.workspaces.auditEmpty} more={more} />
    </>
  );
}

function Entry({ entry, name }: { entry: AuditEntry; name: string }) {
  const details = describe(entry.details?.after) ?? describe(entry.details?.before);
  return (
    <li className="px-4 py-2.5 [overflow-wrap:anywhere]">
      <p>
        <span className="font-medium">{name}</span> {texts.workspaces.actions[entry.action] ?? entry.action}
      </p>
      <p className="text-sm text-muted">
        <time dateTime={entry.created_at}>{formatMoment(entry.created_at)}</time>
        {entry.details?.ip != null && ` ${texts.workspaces.auditFrom(entry.details.ip)}`}
        {details !== undefined && ` · ${details}`}
      </p>
    </li>
  );
}

/** What was changed, field by field; ids say nothing to people. */
function describe(state: unknown): string | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
  const told = Object.entries(state).filter(([field, value]) => !field.endsWith('_id') && (typeof value === 'string' || typeof value === 'number'));
  return told.length === 0 ? undefined : told.map(([field, value]) => `${field}: ${String(value)}`).join(', ');
}

/** As many as one would choose from. */
function usePeople(workspaceId: Id): User[] {
  const [people, setPeople] = useState<User[]>([]);
  useEffect(() => {
    // Without them the log shows no names, and is there all the same.
    findPeople(workspaceId, '', 100).then(setPeople, () => undefined);
  }, [workspaceId]);
  return people;
}
