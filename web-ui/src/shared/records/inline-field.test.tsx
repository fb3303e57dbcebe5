import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { InlineField, valueOf } from './inline-field';

describe('a field that is edited in place', () => {
  it('saves with Enter', async () => {
    const save = vi.fn(async () => undefined);
    render(<InlineField label="Source" field="source" value="web" save={save} />);
    await userEvent.click(screen.getByRole('button', { name: 'Source: web' }));
    await userEvent.clear(screen.getByLabelText('Source'));
    await userEvent.type(screen.getByLabelText('Source'), 'referral{Enter}');
    expect(save).toHaveBeenCalledExactlyOnceWith('source', 'Source', 'referral', {
      value: 'web',
    });
  });

  it('forgets what was typed with Escape', async () => {
    const save = vi.fn(async () => undefined);
    render(<InlineField label="Source" field="source" value="web" save={save} />);
    await userEvent.click(screen.getByRole('button', { name: 'Source: web' }));
    await userEvent.type(screen.getByLabelText('Source'), 'x{Escape}');
    expect(save).not.toHaveBeenCalled();
    expect(screen.getByRole('button', { name: 'Source: web' })).toBeVisible();
  });

  it('keeps what was typed when it is refused, with the reason below', async () => {
    const save = vi.fn(() => Promise.reject(new Error('must be an e-mail address')));
    render(<InlineField label="E-mail" field="email" value={null} save={save} />);
    await userEvent.click(screen.getByRole('button', { name: 'E-mail: –' }));
    await userEvent.type(screen.getByLabelText('E-mail'), 'nobody{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('must be an e-mail address');
    expect(screen.getByLabelText('E-mail')).toHaveValue('nobody');
  });

  it('does not open where it may not be changed', async () => {
    render(
      <InlineField
        label="Source"
        field="source"
        value="web"
        refused="The past is read only."
        save={vi.fn()}
      />,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Source: web' }));
    expect(screen.queryByRole('textbox')).toBeNull();
  });
});

describe('what is typed', () => {
  it('becomes money of the same currency with two places', () => {
    expect(valueOf('money', '1 234,5', { amount: '1.00', currency: 'EUR' })).toEqual({
      amount: '1234.50',
      currency: 'EUR',
    });
  });
  it('becomes nothing when there is nothing', () => {
    expect(valueOf('text', '  ', 'before')).toBeNull();
  });
  it('becomes each word once', () => {
    expect(valueOf('words', 'vip, trade,, vip', [])).toEqual(['vip', 'trade']);
  });
});
