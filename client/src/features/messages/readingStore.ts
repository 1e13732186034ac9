import { create } from 'zustand';
import type { Id } from '@/api/types';

/** What was unread when a channel was opened, which stays marked while one is there, though it is read by then. */
export interface Reading {
  /** The last seq that was read; null for who is no member. */
  from: number | null;
  /** How many were unread, as counted by the server. 0 once they are read. */
  count: number;
  /** One wants it to be unread: looking at it does not read it. */
  isHeld: boolean;
}

const nothing: Reading = { from: null, count: 0, isHeld: false };

export const useReadings = create<{ readings: Readonly<Record<Id, Reading>> }>(() => ({ readings: {} }));

export const selectReading =
  (channelId: Id) =>
  ({ readings }: { readings: Readonly<Record<Id, Reading>> }): Reading =>
    readings[channelId] ?? nothing;

function put(channelId: Id, step: (reading: Reading) => Reading): void {
  useReadings.setState(({ readings }) => ({ readings: { ...readings, [channelId]: step(readings[channelId] ?? nothing) } }));
}

export const beginReading = (channelId: Id, from: number | null, count: number): void => put(channelId, () => ({ from, count, isHeld: false }));

export const endReading = (channelId: Id): void =>
  useReadings.setState(({ readings }) => ({ readings: Object.fromEntries(Object.entries(readings).filter(([id]) => id !== channelId)) }));

/** All of it is read: the line stays, as it says where one was. */
export const allRead = (channelId: Id): void => put(channelId, (reading) => (reading.count === 0 && !reading.isHeld ? reading : { ...reading, count: 0, isHeld: false }));

export const holdUnread = (channelId: Id, from: number, count: number): void => put(channelId, () => ({ from, count, isHeld: true }));

/** One looks away with everything read: what comes next is new. */
export function lookAway(channelId: Id, readUpTo: number): void {
  if (channelId in useReadings.getState().readings) put(channelId, (reading) => (reading.count === 0 ? { ...reading, from: readUpTo } : reading));
}

export const resetReadings = (): void => useReadings.setState({ readings: {} });
