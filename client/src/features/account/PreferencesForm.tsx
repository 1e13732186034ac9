import { type Preferences, prefer, usePreferences } from '@/ui/preferences';
import { SelectField } from '@/ui/SelectField';
import { Switch } from '@/ui/Switch';
import { texts } from '@/texts';

export function PreferencesForm() {
  const { language, theme, singleKeys } = usePreferences();
  return (
    <div className="flex flex-col gap-5">
      <SelectField
        label={texts.account.theme}
        value={theme}
        options={[
          { value: 'system', label: texts.account.system },
          { value: 'light', label: texts.account.light },
          { value: 'dark', label: texts.account.dark },
        ]}
        onChange={(event) => prefer({ theme: event.target.value as Preferences['theme'] })}
      />
      <SelectField
        label={texts.account.language}
        value={language}
        hint={texts.account.languageHint}
        options={[
          { value: 'system', label: texts.account.system },
          { value: 'en', label: texts.account.english },
          { value: 'it', label: texts.account.italian },
        ]}
        onChange={(event) => {
          prefer({ language: event.target.value as Preferences['language'] });
          window.location.reload();
        }}
      />
      <Switch label={texts.account.singleKeys} hint={texts.account.singleKeysHint} isOn={singleKeys} onChange={(isOn) => prefer({ singleKeys: isOn })} />
    </div>
  );
}
