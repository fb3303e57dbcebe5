import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, type Schemas } from '@/api/client';
import { say } from '@/api/problem';
import { useDebounced } from '@/shared/debounced';
import { Button } from '@/ui/button';
import { Field, TextArea } from '@/ui/field';
import { Skeleton } from '@/ui/states';
import type { Campaign } from './campaign-api';

type Content = Schemas['CampaignContent'];

const fields = ['firstName', 'lastName', 'name', 'email', 'jobTitle', 'unsubscribeUrl'];

interface ContentTabProps {
  campaign: Campaign;
  refused?: string;
  save: (content: Content) => Promise<void>;
}

/** What is sent, and how it looks to one of those who get it. */
export function ContentTab({ campaign, refused, save }: ContentTabProps) {
  const [content, setContent] = useState<Content>(campaign.content);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [input, setInput] = useState<HTMLTextAreaElement | HTMLInputElement>();
  const changed = JSON.stringify(content) !== JSON.stringify(campaign.content);
  const set = (field: keyof Content) => ({
    value: content[field] ?? '',
    disabled: refused !== undefined,
    title: refused,
    name: field,
    onFocus: (event: { currentTarget: HTMLTextAreaElement | HTMLInputElement }) =>
      setInput(event.currentTarget),
    onChange: (event: { target: { value: string } }) =>
      setContent({ ...content, [field]: event.target.value || null }),
  });
  const insert = (name: string) => {
    if (!input) return;
    const field = input.name as keyof Content;
    const at = input.selectionStart ?? input.value.length;
    const text = input.value;
    setContent({ ...content, [field]: `${text.slice(0, at)}{{${name}}}${text.slice(at)}` });
    requestAnimationFrame(() => {
      input.focus();
      input.setSelectionRange(at + name.length + 4, at + name.length + 4);
    });
  };
  const keep = async () => {
    setBusy(true);
    setError(undefined);
    await save(content).catch((failure: unknown) =>
      setError(failure instanceof Error ? failure.message : say(failure)),
    );
    setBusy(false);
  };
  const byMail = campaign.type !== 'SMS';
  const byText = campaign.type !== 'EMAIL';
  return (
    <div className="grid gap-6 xl:grid-cols-2">
      <div className="grid content-start gap-4">
        {byMail && (
          <>
            <Field label="Subject" maxLength={200} {...set('subject')} />
            <TextArea label="Text" rows={8} {...set('text')} />
            <TextArea
              label="HTML (optional)"
              rows={6}
              className="font-mono text-xs"
              {...set('html')}
            />
          </>
        )}
        {byText && <TextArea label="Text message" rows={3} {...set('sms')} />}
        {!refused && (
          <div className="flex flex-wrap items-center gap-1.5">
            <span className="text-xs text-ink-3">Insert</span>
            {fields.map((name) => (
              <Button
                key={name}
                size="sm"
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => insert(name)}
              >
                {name}
              </Button>
            ))}
          </div>
        )}
        {changed && (
          <span className="flex gap-2">
            <Button look="primary" busy={busy} onClick={() => void keep()}>
              Keep this content
            </Button>
            <Button onClick={() => setContent(campaign.content)}>Discard</Button>
          </span>
        )}
        {error && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
      </div>
      <Preview content={content} sender={campaign.sender} />
    </div>
  );
}

function Preview({ content, sender }: { content: Content; sender: Campaign['sender'] }) {
  const settled = useDebounced(JSON.stringify(content), 250);
  const preview = useQuery({
    queryKey: ['campaigns', 'content', settled],
    queryFn: ({ signal }) =>
      answer(
        api.POST('/api/campaigns/preview-content', {
          signal,
          body: { content: JSON.parse(settled) as Content },
        }),
      ),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (preview.error) return <p className="text-danger">{say(preview.error)}</p>;
  if (!preview.data) return <Skeleton className="h-40" />;
  const { subject, html, text, sms, missing } = preview.data;
  return (
    <section aria-label="Preview" className="min-w-0">
      <div className="overflow-hidden rounded-lg border border-line">
        <p className="border-b border-line bg-sunken px-3 py-2 text-xs text-ink-3">
          From {sender?.name ?? sender?.email ?? '–'}
          <span className="block truncate text-sm font-medium text-ink">
            {subject ?? 'No subject yet'}
          </span>
        </p>
        {html ? (
          // What is sent is somebody's markup: it is shown where it can do nothing.
          <iframe
            title="How it looks"
            sandbox=""
            srcDoc={html}
            className="block h-96 w-full bg-white"
          />
        ) : (
          <p className="min-h-32 px-3 py-3 break-words whitespace-pre-wrap">
            {text ?? 'Nothing to read yet.'}
          </p>
        )}
      </div>
      {sms && (
        <p className="mt-3 max-w-xs rounded-2xl bg-selected px-3 py-2 break-words whitespace-pre-wrap">
          {sms}
        </p>
      )}
      {missing.length > 0 && (
        <p className="mt-3 rounded-md border border-past-line bg-past-soft px-3 py-2 text-past">
          Missing before it can be sent: {missing.join(', ')}.
        </p>
      )}
    </section>
  );
}
