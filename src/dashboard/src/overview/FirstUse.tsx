import { Link } from "react-router";
import { Plus } from "lucide-react";
import { Button } from "../ui/Button";
import { CopyBlock } from "../ui/CopyBlock";
import { Empty } from "../ui/Loaded";
import style from "./FirstUse.module.css";

/** What leads from an empty server to the first deploy. */
export function FirstUse({ mayCreate, onCreate }: { mayCreate: boolean; onCreate: () => void }) {
  if (!mayCreate) {
    return (
      <Empty title="There is no app that you may see">
        <p>An administrator creates apps and says who may see them. It appears here as soon as there is one.</p>
      </Empty>
    );
  }
  return (
    <>
      <section className="card" aria-labelledby="first">
        <h2 id="first" className={style.title}>
          From here to the first deploy
        </h2>
        <ol className={style.steps}>
          <li>
            <h3>Create an app</h3>
            <p>A name is enough. Everything else has a default that you can change later.</p>
            <Button look="primary" icon={<Plus size={16} aria-hidden />} onClick={onCreate}>
              Create the first app
            </Button>
          </li>
          <li>
            <h3>Send its code</h3>
            <p>
              By <code>git push</code>, by <code>pdeploy deploy</code>, or by your git host&apos;s webhook. The app&apos;s page has the
              commands, with this server&apos;s address and a token. It needs a <code>Dockerfile</code>; one to try with is there too.
            </p>
          </li>
          <li>
            <h3>See it go live</h3>
            <p>Its run appears by itself: build, start, check, switch. Visitors get a version only once it has passed its checks.</p>
          </li>
        </ol>
      </section>
      <section className={style.more} aria-labelledby="else">
        <h2 id="else">Or</h2>
        <div className={style.others}>
          <div className="card">
            <h3>Look at what a deploy does</h3>
            <p>
              Every deploy is a pipeline of steps. Those that come with the server can be opened, changed and tried at once:{" "}
              <Link to="/pipelines">the pipelines</Link>
            </p>
          </div>
          <div className="card">
            <h3>Do it from a terminal</h3>
            <CopyBlock label="Commands for a first app" text={commands(location.origin)} />
          </div>
        </div>
      </section>
    </>
  );
}

const commands = (origin: string) => `pdeploy login ${origin}\npdeploy apps create hello\npdeploy deploy . -a hello`;
