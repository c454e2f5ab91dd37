-- A release keeps the processes of its version: their commands, and how many of each its app.json asks for.

-- A list of {name, command, quantity}; null when there is only web, by the image's own command.
alter table releases add column processes text;
