-- Words within spans of time: the first digits of an id are the time at which it was made, 5 of them 3 days and 4 of them 50 days. The newest
-- messages with a word are found without looking at all that have it (docs/decisions/0023). Words alone are found by it as well, so it takes the
-- place of the index before. While it is made, searches and sends go on; the indexer waits.
CREATE INDEX search_messages_words_by_time ON search_messages USING gin ((ARRAY[left(message_id::text, 4), left(message_id::text, 5)]), words);
DROP INDEX search_messages_words;
-- Of a word in use, only its count changes, and no index knows of that: such a change costs a row, and no entry in an index of trigrams.
DROP INDEX search_words_unused;
