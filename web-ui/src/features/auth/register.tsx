import { Link } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { isProblem, say } from '@/api/problem';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Card } from './card';
import { register, useEntry } from './use-entry';

export function Register() {
  const entry = useEntry(register);
  const fields = isProblem(entry.error) ? entry.error.fields : {};
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    entry.mutate({
      organizationName: text('organizationName'),
      firstName: text('firstName'),
      lastName: text('lastName'),
      email: text('email'),
      password: text('password'),
    });
  };
  return (
    <Card
      title="Create your organization"
      intro="You will be its owner; colleagues join later."
      foot={
        <>
          Already here?{' '}
          <Link to="/login" className="font-medium text-accent-text hover:underline">
            Log in
          </Link>
        </>
      }
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        <Field
          label="Organization"
          name="organizationName"
          autoComplete="organization"
          required
          autoFocus
          error={fields['organizationName']}
        />
        <div className="grid grid-cols-2 gap-3">
          <Field
            label="First name"
            name="firstName"
            autoComplete="given-name"
            required
            error={fields['firstName']}
          />
          <Field
            label="Last name"
            name="lastName"
            autoComplete="family-name"
            required
            error={fields['lastName']}
          />
        </div>
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          error={fields['email']}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          help="At least 8 characters."
          error={fields['password']}
        />
        {entry.error && Object.keys(fields).length === 0 && (
          <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger">
            {say(entry.error)}
          </p>
        )}
        <Button type="submit" look="primary" size="lg" busy={entry.isPending}>
          Create organization
        </Button>
      </form>
    </Card>
  );
}
