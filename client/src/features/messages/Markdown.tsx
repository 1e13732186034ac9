import { useEffect, useState } from 'react';
import ReactMarkdown, { type Components, type Options } from 'react-markdown';
import remarkBreaks from 'remark-breaks';
import remarkGfm from 'remark-gfm';
import { type MentionContext, piecesOf } from './mentions';

type Plugins = NonNullable<Options['rehypePlugins']>;

/** The part of a Markdown tree that is looked at here. */
interface Node {
  type: string;
  value?: string;
  children?: Node[];
  data?: object;
}

const heading = ({ children }: { children?: React.ReactNode }) => <p className="font-semibold">{children}</p>;

const components: Components = {
  a: ({ href, children }) =>
    href ? (
      <a href={href} target="_blank" rel="noopener noreferrer" className="text-accent underline underline-offset-2 hover:text-accent-hover">
        {children}
      </a>
    ) : (
      <>{children}</>
    ),
  // An image would be fetched from anywhere by everybody who reads the channel: it is a link, as on the server.
  img: ({ src, alt }) =>
    typeof src === 'string' && src !== '' ? (
      <a href={src} target="_blank" rel="noopener noreferrer" className="text-accent underline underline-offset-2 hover:text-accent-hover">
        {alt === undefined || alt === '' ? src : alt}
      </a>
    ) : (
      <>{alt}</>
    ),
  p: ({ children }) => (
    <p dir="auto" className="[unicode-bidi:plaintext]">
      {children}
    </p>
  ),
  // A message has no place in the outline of the page.
  h1: heading,
  h2: heading,
  h3: heading,
  h4: heading,
  h5: heading,
  h6: heading,
  input: ({ checked }) => <>{checked === true ? '☑' : '☐'}</>,
  pre: ({ children }) => (
    <pre tabIndex={0} className="my-1 max-h-96 overflow-auto rounded-md border border-line bg-side p-3 font-mono text-[0.8125rem] leading-relaxed whitespace-pre">
      {children}
    </pre>
  ),
  table: ({ children }) => (
    <div tabIndex={0} className="my-1 overflow-x-auto">
      <table>{children}</table>
    </div>
  ),
};

/** Only where it leads out by web or mail: never a script, never a page of our own by a path. */
const safeUrl = (url: string): string => (/^(?:https?|mailto):/i.test(url) ? url : '');

let highlighting: Plugins | null = null;

export default function Markdown({ content, mentions }: { content: string; mentions: MentionContext }) {
  const hasCode = /```|~~~|^ {4}/m.test(content);
  const rehypePlugins = useHighlighting(hasCode);
  return (
    <div className="markdown">
      <ReactMarkdown
        remarkPlugins={[remarkGfm, remarkBreaks, [markMentions, mentions]]}
        rehypePlugins={rehypePlugins}
        components={components}
        urlTransform={safeUrl}
      >
        {content}
      </ReactMarkdown>
    </div>
  );
}

/** Colours for code come when there is code to colour. */
function useHighlighting(isNeeded: boolean): Plugins {
  const [plugins, setPlugins] = useState(highlighting);
  useEffect(() => {
    if (!isNeeded || plugins !== null) return;
    void import('rehype-highlight').then(
      ({ default: rehypeHighlight }) => {
        highlighting = [rehypeHighlight];
        setPlugins(highlighting);
      },
      // Without the network the code stays uncoloured.
      () => undefined,
    );
  }, [isNeeded, plugins]);
  return plugins ?? [];
}

/** A plugin of remark: mentions in texts become elements of their own; code and links keep their text as it is. */
function markMentions(context: MentionContext) {
  const walk = (node: Node): void => {
    if (node.type === 'link' || node.type === 'mention' || node.children === undefined) return;
    node.children = node.children.flatMap((child) => (child.type === 'text' ? cut(child) : [child]));
    node.children.forEach(walk);
  };
  const cut = (text: Node): Node[] =>
    piecesOf(text.value ?? '', context).map((piece) =>
      piece.mention === 'none'
        ? { type: 'text', value: piece.text }
        : {
            type: 'mention',
            data: { hName: 'span', hProperties: { className: piece.mention === 'me' ? 'mention mention-me' : 'mention' } },
            children: [{ type: 'text', value: piece.text }],
          },
    );
  return walk;
}
