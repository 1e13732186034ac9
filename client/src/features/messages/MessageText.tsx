import { Component, lazy, memo, type ReactNode, Suspense } from 'react';
import { isEmojiOnly, isPlain, isTooDeep } from './content';
import type { MentionContext } from './mentions';

interface Props {
  content: string;
  mentions: MentionContext;
}

// Begun at once, and not with the first message: by the time that messages are here it mostly is too.
const loading = import('./Markdown');
const Markdown = lazy(() => loading.catch(() => ({ default: PlainText })));

/** As it is meant where it can be, as it was typed until then. */
export const MessageText = memo(function MessageText({ content, mentions }: Props) {
  if (isEmojiOnly(content)) return <PlainText content={content} className="text-3xl leading-normal" />;
  if (isPlain(content) || isTooDeep(content)) return <PlainText content={content} />;
  const plain = <PlainText content={content} />;
  return (
    <Otherwise show={plain}>
      <Suspense fallback={plain}>
        <Markdown content={content} mentions={mentions} />
      </Suspense>
    </Otherwise>
  );
});

function PlainText({ content, className = '' }: { content: string; className?: string }) {
  return (
    <p dir="auto" className={`whitespace-pre-wrap [unicode-bidi:plaintext] ${className}`}>
      {content}
    </p>
  );
}

/** A text that the parser cannot cope with takes nothing else down. */
class Otherwise extends Component<{ show: ReactNode; children: ReactNode }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError = () => ({ hasFailed: true });

  override render() {
    return this.state.hasFailed ? this.props.show : this.props.children;
  }
}
