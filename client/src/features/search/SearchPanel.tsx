import { type SubmitEvent, useCallback } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Found, Id } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import { Button } from '@/ui/Button';
import { formatMoment } from '@/ui/dates';
import { EmptyState } from '@/ui/EmptyState';
import { PageEnd } from '@/ui/PageEnd';
import { SelectField } from '@/ui/SelectField';
import { SuggestField } from '@/ui/SuggestField';
import { TextField } from '@/ui/TextField';
import { usePages } from '@/ui/usePages';
import { texts } from '@/texts';
import { find, isEmpty } from './find';
import { partsOf } from './highlight';
import { type Names, suggestChannels, suggestOperator, suggestPeople } from './operators';

/** @param names Stable between renders. */
export function SearchPanel({ workspaceId, names }: { workspaceId: Id; names: Names }) {
  const [params, setParams] = useSearchParams();
  const asked = params.toString();
  const operators = useCallback((text: string) => suggestOperator(text, names), [names]);
  const people = useCallback((text: string) => suggestPeople(text, names), [names]);
  const channels = useCallback((text: string) => Promise.resolve(suggestChannels(text, names)), [names]);

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = [...new FormData(event.currentTarget)].filter((field): field is [string, string] => typeof field[1] === 'string' && field[1] !== '');
    setParams(new URLSearchParams(given));
  };

  return (
    <>
      <form key={`form ${asked}`} role="search" onSubmit={onSubmit} className="flex flex-col gap-3">
        <div className="flex items-end gap-2">
          <div className="min-w-0 flex-1">
            <SuggestField
              label={texts.search.label}
              name="q"
              type="search"
              defaultValue={params.get('q') ?? ''}
              placeholder={texts.search.placeholder}
              suggest={operators}
              autoFocus
            />
          </div>
          <Button type="submit">{texts.search.go}</Button>
        </div>
        <fieldset className="grid grid-cols-2 gap-3 sm:grid-cols-3">
          <legend className="sr-only">{texts.search.filters}</legend>
          <SuggestField label={texts.search.from} name="from" placeholder={texts.search.fromHint} defaultValue={params.get('from') ?? ''} suggest={people} />
          <SuggestField label={texts.search.in} name="in" placeholder={texts.search.inHint} defaultValue={params.get('in') ?? ''} suggest={channels} />
          <SelectField
            label={texts.search.has}
            name="has"
            defaultValue={params.get('has') ?? ''}
            options={[
              { value: '', label: texts.search.hasAny },
              { value: 'file', label: texts.search.hasFile },
              { value: 'image', label: texts.search.hasImage },
              { value: 'link', label: texts.search.hasLink },
              { value: 'reaction', label: texts.search.hasReaction },
            ]}
          />
          <TextField label={texts.search.after} name="after" type="date" defaultValue={params.get('after') ?? ''} />
          <TextField label={texts.search.before} name="before" type="date" defaultValue={params.get('before') ?? ''} />
          <SelectField
            label={texts.search.sort}
            name="sort"
            defaultValue={params.get('sort') ?? 'relevance'}
            options={[
              { value: 'relevance', label: texts.search.sortRelevance },
              { value: 'recent', label: texts.search.sortRecent },
            ]}
          />
        </fieldset>
      </form>
      {isEmpty(asked) ? (
        <EmptyState level={2} title={texts.search.begin} text={texts.search.beginText} />
      ) : (
        <Results key={`results ${asked}`} workspaceId={workspaceId} asked={asked} />
      )}
    </>
  );
}

function Results({ workspaceId, asked }: { workspaceId: Id; asked: string }) {
  const load = useCallback((page: number) => find(workspaceId, asked, page), [workspaceId, asked]);
  const { items, total, failure, hasMore, more } = usePages(load);

  if (items?.length === 0 && failure === null) return <EmptyState level={2} title={texts.search.none} text={texts.search.noneText} />;
  return (
    <>
      <p role="status" className="text-sm text-muted">
        {total === null ? '' : texts.search.count(total)}
      </p>
      <ul aria-label={texts.search.results} className="flex flex-col divide-y divide-line rounded-lg border border-line empty:hidden">
        {(items ?? []).map((found) => (
          <li key={found.message.id}>
            <Result found={found} workspaceId={workspaceId} />
          </li>
        ))}
      </ul>
      <PageEnd items={items} failure={failure} hasMore={hasMore} empty={texts.search.none} more={more} />
    </>
  );
}

function Result({ found: { message, channel_name, highlight }, workspaceId }: { found: Found; workspaceId: Id }) {
  return (
    <Link to={`/w/${workspaceId}/c/${message.channel_id}/m/${message.id}`} className="flex items-start gap-3 px-4 py-3 hover:bg-hover">
      <Avatar id={message.user_id} name={message.sender.display_name} url={message.sender.avatar_url} />
      <span className="min-w-0 flex-1">
        <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <span className="truncate font-semibold">{message.sender.display_name}</span>
          <span className="truncate text-sm text-muted">#{channel_name}</span>
          <time dateTime={message.created_at} className="text-sm text-muted">
            {formatMoment(message.created_at)}
          </time>
        </span>
        <span className="line-clamp-3 whitespace-pre-wrap [overflow-wrap:anywhere]" dir="auto">
          {partsOf(highlight).map(({ text, isMarked }, index) =>
            isMarked ? (
              <mark key={index} className="rounded-sm bg-mark text-ink">
                {text}
              </mark>
            ) : (
              text
            ),
          )}
        </span>
      </span>
    </Link>
  );
}
