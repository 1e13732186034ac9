import type { ReactNode } from 'react';

export function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 20 20"
      className="size-[1.125rem] shrink-0"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {children}
    </svg>
  );
}

export const HashIcon = () => (
  <Icon>
    <path d="M8 3.5 6.5 16.500M13.5 3.5 12 16.500M4 7.500h12.500M3.5 12.500H16" />
  </Icon>
);

export const LockIcon = () => (
  <Icon>
    <rect x="4.5" y="9" width="11" height="7.5" rx="1.5" />
    <path d="M7 9V6.500a3 3 0 0 1 6 0V9" />
  </Icon>
);

export const PlusIcon = () => (
  <Icon>
    <path d="M10 4.500v11M4.5 10h11" />
  </Icon>
);

export const MenuIcon = () => (
  <Icon>
    <path d="M3.5 6h13M3.5 10h13M3.5 14h13" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="m5.5 5.5 9 9M14.5 5.500l-9 9" />
  </Icon>
);

export const SendIcon = () => (
  <Icon>
    <path d="m3.5 4 13.5 6-13.5 6 2.5-6zM6 10h6" />
  </Icon>
);

export const DownIcon = () => (
  <Icon>
    <path d="M10 4v12M5.5 11.5 10 16l4.5-4.5" />
  </Icon>
);

export const ChevronIcon = () => (
  <Icon>
    <path d="m6 8 4 4 4-4" />
  </Icon>
);

export const SignOutIcon = () => (
  <Icon>
    <path d="M8 3.500H5A1.5 1.5 0 0 0 3.5 5v10A1.5 1.5 0 0 0 5 16.500h3M13 13.500l3.5-3.500L13 6.500M16.5 10H8" />
  </Icon>
);
