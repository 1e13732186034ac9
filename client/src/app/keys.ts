import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import type { Id } from '@/api/types';
import { readChannel, useChannels } from '@/features/channels/channelsStore';
import { asListed, isUnread, neighbour } from '@/features/channels/selection';
import { openDialog, useDialog } from './dialogs';
import { toNextRegion } from './regions';

/** The keys that work wherever the focus is. What they do is in the list behind Ctrl+/ as well. */
export function useKeys(workspaceId: Id): void {
  const navigate = useNavigate();
  useEffect(() => {
    const go = (path: string) => void navigate(`/w/${workspaceId}/${path}`);
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const act = actionFor(event, workspaceId, go);
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [workspaceId, navigate]);
}

function actionFor(event: KeyboardEvent, workspaceId: Id, go: (path: string) => void): (() => void) | undefined {
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
  const key = event.key.toLowerCase();
  if (isCommand && !event.shiftKey && key === 'k') return () => openDialog({ kind: 'switcher' });
  if (isCommand && key === '/') return () => openDialog({ kind: 'keys' });
  if (key === 'f6') return () => toNextRegion(event.shiftKey ? -1 : 1);
  if (isSomethingOpen()) return undefined;
  if (isCommand && event.shiftKey && key === 'a') return () => go('unread');
  if (isCommand && event.shiftKey && key === 'm') return () => go('activity');
  if (isCommand && event.shiftKey && key === 'f') return () => go('search');
  if (event.altKey && !event.ctrlKey && !event.metaKey && (key === 'arrowup' || key === 'arrowdown')) {
    return () => step(workspaceId, key === 'arrowup' ? -1 : 1, event.shiftKey, go);
  }
  const { openId } = useChannels.getState();
  if (key === 'escape' && openId !== null) return () => void readChannel(openId);
  return undefined;
}

function step(workspaceId: Id, direction: 1 | -1, onlyUnread: boolean, go: (path: string) => void): void {
  const { channels, openId } = useChannels.getState();
  const to = neighbour(asListed(channels, workspaceId), openId ?? undefined, direction, onlyUnread ? isUnread : undefined);
  if (to !== undefined) go(`c/${to.id}`);
}

/** A dialog, a menu, a list of suggestions: the key is for them. */
const isSomethingOpen = (): boolean => useDialog.getState().open !== null || document.querySelector('dialog[open], [role=menu]') !== null;
