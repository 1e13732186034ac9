import { Link, type LinkProps } from 'react-router';

export function TextLink(props: Omit<LinkProps, 'className'>) {
  return <Link className="font-medium text-accent underline underline-offset-2 hover:text-accent-hover" {...props} />;
}

/** For the one thing to do next. */
export function ButtonLink(props: Omit<LinkProps, 'className'>) {
  return <Link className="rounded-md bg-accent px-4 py-2 text-center font-medium text-on-accent hover:bg-accent-hover" {...props} />;
}
