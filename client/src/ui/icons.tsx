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

export const BellIcon = () => (
  <Icon>
    <path d="M5.5 8.500a4.5 4.5 0 0 1 9 0c0 4 1.5 5 1.5 5H4s1.5-1 1.5-5M8.500 16.500a1.7 1.7 0 0 0 3 0" />
  </Icon>
);

export const SearchIcon = () => (
  <Icon>
    <circle cx="9" cy="9" r="5" />
    <path d="m13 13 3.500 3.500" />
  </Icon>
);

export const PencilIcon = () => (
  <Icon>
    <path d="m4 16 .8-3.500L13.500 4l2.500 2.500-8.700 8.700zM12 5.500 14.500 8" />
  </Icon>
);

export const PeopleIcon = () => (
  <Icon>
    <circle cx="7.500" cy="7" r="2.750" />
    <path d="M2.500 16c0-3 2-4.500 5-4.500s5 1.500 5 4.500M13 4.600a2.600 2.600 0 0 1 0 4.900M14.500 11.800c2 .5 3 2 3 4.200" />
  </Icon>
);

export const GearIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="2.500" />
    <path d="M10 3v2M10 15v2M3 10h2M15 10h2M5 5l1.500 1.500M13.500 13.500 15 15M15 5l-1.500 1.500M6.500 13.500 5 15" />
  </Icon>
);

export const UnreadIcon = () => (
  <Icon>
    <path d="M3.500 5h13v9h-8L5 17v-3H3.500z" />
  </Icon>
);

export const MoonIcon = () => (
  <Icon>
    <path d="M15.500 12.500A6.500 6.500 0 0 1 7.500 4.500a6.500 6.500 0 1 0 8 8" />
  </Icon>
);

export const AtIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="2.750" />
    <path d="M12.750 7.250v3.500a2 2 0 0 0 4 0V10a6.750 6.750 0 1 0-2.500 5.250" />
  </Icon>
);
