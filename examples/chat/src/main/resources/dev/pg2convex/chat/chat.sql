-- The chat application's tables as they are found. References are by convention only: there are no foreign keys.

CREATE TABLE users (
    id serial PRIMARY KEY,
    clerk_user_id varchar(255) NOT NULL,
    email varchar(255) NOT NULL,
    image varchar(255),
    credits numeric(10, 2) NOT NULL DEFAULT 0,
    "createdAt" timestamptz DEFAULT now(),
    CONSTRAINT users_clerk_user_id_unique UNIQUE (clerk_user_id),
    CONSTRAINT users_email_unique UNIQUE (email)
);

-- The unique constraint has an index already; the application has this one too.
CREATE INDEX users_clerk_user_id_idx ON users (clerk_user_id);

CREATE TABLE threads (
    id serial PRIMARY KEY,
    user_id integer NOT NULL,
    clerk_user_id varchar(255) NOT NULL,
    metadata jsonb,
    "createdAt" timestamptz DEFAULT now()
);

CREATE INDEX threads_user_id_idx ON threads (user_id);
CREATE INDEX threads_clerk_user_id_idx ON threads (clerk_user_id);

CREATE TABLE messages (
    id serial PRIMARY KEY,
    thread_id integer NOT NULL,
    clerk_user_id varchar(255) NOT NULL,
    role varchar(50) NOT NULL,
    content text NOT NULL,
    created_at timestamptz DEFAULT now(),
    tool_invocations jsonb,
    finish_reason varchar(50),
    total_tokens integer,
    prompt_tokens integer,
    completion_tokens integer,
    model_id varchar(255),
    cost_in_cents numeric(10, 2)
);

CREATE INDEX messages_thread_id_idx ON messages (thread_id);
CREATE INDEX messages_clerk_user_id_idx ON messages (clerk_user_id);
