import { Link } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { isProblem, say } from '@/api/problem';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Card } from './card';
import { logIn, useEntry } from './use-entry';

export function Login() {
  const entry = useEntry(logIn);
  const fields = isProblem(entry.error) ? entry.error.fields : {};
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    entry.mutate({ email: String(form.get('email')), password: String(form.get('password')) });
  };
  return (
    <Card
      title="Log in to Nexus"
      intro="Welcome back."
      foot={
        <>
          No account yet?{' '}
          <Link to="/register" className="font-medium text-accent-text hover:underline">
            Create an organization
          </Link>
        </>
      }
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          autoFocus
          error={fields['email']}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          error={fields['password']}
        />
        {entry.error && Object.keys(fields).length === 0 && (
          <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger">
            {say(entry.error)}
          </p>
        )}
        <Button type="submit" look="primary" size="lg" busy={entry.isPending}>
          Log in
        </Button>
      </form>
    </Card>
  );
}
