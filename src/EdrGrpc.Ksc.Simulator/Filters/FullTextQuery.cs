using System.Text;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>
/// Full-text match of KLINCDT_BODY and comments: words, <c>+word -word AND OR NOT "phrase"</c>, wildcards not in front.
/// It is a word search; a client that takes it for equality finds too much or nothing.
/// </summary>
internal sealed class FullTextQuery
{
    private readonly List<Term> _required = [];
    private readonly List<Term> _excluded = [];
    private readonly List<Term> _optional = [];

    private FullTextQuery()
    {
    }

    public static FullTextQuery Parse(string text)
    {
        var query = new FullTextQuery();
        List<Term>? next = null;
        List<Term>? lastList = null;
        foreach (var (token, quoted) in Tokens(text))
        {
            switch (token)
            {
                case "AND" when !quoted:
                    // Both neighbours are required: the one already read moves, the next follows.
                    if (lastList == query._optional && lastList.Count > 0)
                    {
                        query._required.Add(lastList[^1]);
                        lastList.RemoveAt(lastList.Count - 1);
                    }

                    next = query._required;
                    continue;
                case "OR" when !quoted:
                    continue;
                case "NOT" when !quoted:
                    next = query._excluded;
                    continue;
            }

            var target = quoted ? null : token[0] == '+' ? query._required : token[0] == '-' ? query._excluded : null;
            var words = Words(target is null ? token : token[1..], wildcards: !quoted);
            lastList = target ?? next ?? query._optional;
            next = null;

            // Quoted words form one phrase; words that only punctuation joins are words of their own.
            lastList.AddRange(quoted && words.Count > 0 ? [new Term(words)] : words.Select(word => new Term([word])));
        }

        return query;
    }

    public bool Matches(string text)
    {
        var words = Words(text, wildcards: false);
        return _required.TrueForAll(term => term.In(words))
            && !_excluded.Exists(term => term.In(words))
            && (_required.Count > 0 || _optional.Exists(term => term.In(words)));
    }

    private static IEnumerable<(string Token, bool Quoted)> Tokens(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                continue;
            }

            var quoted = text[i] == '"';
            var start = quoted ? i + 1 : i;
            var end = start;
            while (end < text.Length && text[end] != '"' && (quoted || !char.IsWhiteSpace(text[end])))
            {
                end++;
            }

            i = quoted ? end : end - 1;
            if (end > start)
            {
                yield return (text[start..end], quoted);
            }
        }
    }

    private static List<string> Words(string text, bool wildcards)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c) || c == '_' || (wildcards && word.Length > 0 && c is '*' or '?'))
            {
                word.Append(c);
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    /// <summary>One word or a phrase of words in a row.</summary>
    private sealed class Term(List<string> words)
    {
        private readonly List<WildcardPattern> _patterns = words.ConvertAll(WildcardPattern.Parse);

        public bool In(List<string> text)
        {
            for (var start = 0; start + _patterns.Count <= text.Count; start++)
            {
                var i = 0;
                while (i < _patterns.Count && _patterns[i].Matches(text[start + i]))
                {
                    i++;
                }

                if (i == _patterns.Count)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
