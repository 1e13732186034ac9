import { Icon } from './icons';

export const EditIcon = () => (
  <Icon>
    <path d="M4 16l.8-3.200L13 4.500l2.500 2.500-8.300 8.200zM11.500 6l2.500 2.500" />
  </Icon>
);

export const TrashIcon = () => (
  <Icon>
    <path d="M4 5.500h12M8 5.500V4h4v1.500M5.500 5.500l.7 10.500h7.600l.7-10.500" />
  </Icon>
);

export const ReactIcon = () => (
  <Icon>
    <path d="M15.800 8.500A6.500 6.500 0 1 1 11.500 4.200M7 12c.7 1.300 1.700 2 3 2s2.300-.7 3-2M7.500 8.500v.5M12.500 8.500v.5M15.500 3v4M13.500 5h4" />
  </Icon>
);

export const SmileIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="6.500" />
    <path d="M7 11.500c.7 1.300 1.700 2 3 2s2.300-.7 3-2M7.500 8v.5M12.500 8v.5" />
  </Icon>
);

export const ThreadIcon = () => (
  <Icon>
    <path d="M4 4.500h12v8.500H9.500L6 16v-3H4zM7 7.500h6M7 10h4" />
  </Icon>
);

export const PinIcon = () => (
  <Icon>
    <path d="M7 3.500h6M8 3.500v5L5.500 11.500h9L12 8.500v-5M10 11.500v5" />
  </Icon>
);

export const LinkIcon = () => (
  <Icon>
    <path d="M8.500 11.500l3-3M9 6.500l1.500-1.500a3 3 0 0 1 4.500 4.500L13.500 11M11 13.500L9.500 15A3 3 0 0 1 5 10.500L6.500 9" />
  </Icon>
);

export const CopyIcon = () => (
  <Icon>
    <path d="M7.500 7.500h8v8h-8zM12.500 7.500v-3h-8v8h3" />
  </Icon>
);

export const UnreadIcon = () => (
  <Icon>
    <path d="M3.500 6h9.500M3.500 10h13M3.500 14h13" />
    <circle cx="16" cy="5.500" r="1.500" />
  </Icon>
);

export const MoreIcon = () => (
  <Icon>
    <path d="M5 10h.01M10 10h.01M15 10h.01" strokeWidth="2.500" />
  </Icon>
);

export const AttachIcon = () => (
  <Icon>
    <path d="M14.500 9l-5 5a3 3 0 0 1-4.300-4.300l5.800-5.700a2 2 0 0 1 2.900 2.900L8.500 12.300a1 1 0 0 1-1.400-1.400l4.400-4.400" />
  </Icon>
);

export const FileIcon = () => (
  <Icon>
    <path d="M5.500 3.500h6l3 3v10h-9zM11.500 3.500v3h3" />
  </Icon>
);

export const HistoryIcon = () => (
  <Icon>
    <path d="M4 10a6 6 0 1 1 1.800 4.300M4 6v4h4M10 7v3l2 1.500" />
  </Icon>
);

export const RetryIcon = () => (
  <Icon>
    <path d="M16 10a6 6 0 1 1-1.800-4.300M16 4v3.500h-3.500" />
  </Icon>
);
