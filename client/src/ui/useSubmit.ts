import { type SubmitEvent, useState } from 'react';
import { type ApiError, asApiError } from '@/api/errors';

/** A form's way to the server: one submit at a time, and why the last one failed. */
export function useSubmit(submit: (form: FormData) => Promise<void>) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);

  const run = async (form: FormData) => {
    setBusy(true);
    setError(null);
    try {
      await submit(form);
    } catch (reason) {
      setError(asApiError(reason));
    } finally {
      setBusy(false);
    }
  };

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isBusy) void run(new FormData(event.currentTarget));
  };

  /** What the server says about one field. */
  const fieldError = (field: string) => {
    const messages = error?.details.filter((detail) => detail.field === field).map((detail) => detail.message);
    return messages?.length ? messages.join(' ') : undefined;
  };

  return { onSubmit, isBusy, error, fieldError };
}

export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
