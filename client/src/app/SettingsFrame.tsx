import type { ReactNode } from 'react';
import { NavLink } from 'react-router';

interface Props {
  label: string;
  /** The first is where the address leads that names none. */
  sections: { to: string; label: string }[];
  children: ReactNode;
}

/** The sections of a settings page beside their content, above it where there is no room. */
export function SettingsFrame({ label, sections, children }: Props) {
  return (
    <div className="flex flex-col gap-5 md:flex-row md:gap-8">
      <nav aria-label={label} className="flex shrink-0 flex-wrap gap-1 md:w-52 md:flex-col">
        {sections.map((section) => (
          <NavLink
            key={section.to}
            to={section.to}
            end
            className="flex min-h-9 items-center rounded-md px-3 py-1 hover:bg-hover aria-[current=page]:bg-selected aria-[current=page]:font-medium"
          >
            {section.label}
          </NavLink>
        ))}
      </nav>
      <div className="flex min-w-0 flex-1 flex-col gap-6">{children}</div>
    </div>
  );
}
