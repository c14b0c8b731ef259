import { useEffect } from 'react';
import { ColorSchemeSwitch } from '../../ui/ColorSchemeSwitch';
import css from './SignIn.module.css';
import { SignInForm } from './SignInForm';

/** Stands at every address until somebody is signed in; then the page that was asked for comes. */
export function SignInPage() {
  useEffect(() => {
    document.title = 'Sign in · Braid';
  }, []);
  return (
    <Gatehouse title="Sign in" lead="The dashboard of your bonded links.">
      <SignInForm />
    </Gatehouse>
  );
}

type GatehouseProps = { title: string; lead: string; children: React.ReactNode };

/** The page before the pages: the sign, a form, nothing else. */
export function Gatehouse({ title, lead, children }: GatehouseProps) {
  return (
    <div className={css.gate}>
      <div className={css.corner}>
        <ColorSchemeSwitch />
      </div>
      <Strands />
      <main className={css.box}>
        <div className={css.brand}>
          <img src="/braid.svg" width="32" height="32" alt="" />
          Braid
        </div>
        <h1 className={css.title}>{title}</h1>
        <p className={css.lead}>{lead}</p>
        {children}
      </main>
    </div>
  );
}

/** Several strands that become one: the product, as a backdrop. */
function Strands() {
  return (
    <svg
      className={css.strands}
      viewBox="0 0 1200 400"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M0 60C420 60 420 200 720 200H1200" data-strand="1" />
      <path d="M0 200H1200" data-strand="3" />
      <path d="M0 340C420 340 420 200 720 200H1200" data-strand="2" />
    </svg>
  );
}
