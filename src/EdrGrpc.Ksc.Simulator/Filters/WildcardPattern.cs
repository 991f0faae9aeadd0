namespace EdrGrpc.Ksc.Simulator;

/// <summary>Wildcards of quoted strings: <c>?</c>, <c>*</c>, <c>[abc]</c>, <c>[a-f]</c>, <c>[^...]</c>; case-insensitive.</summary>
internal sealed class WildcardPattern
{
    private static readonly char[] Special = ['?', '*', '['];
    private readonly List<Element> _elements = [];

    private WildcardPattern()
    {
    }

    private enum Kind
    {
        Literal,
        One,
        Many,
        Set,
    }

    public static bool IsLiteral(string pattern) => pattern.IndexOfAny(Special) < 0;

    public static WildcardPattern Parse(string pattern)
    {
        var result = new WildcardPattern();
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '?':
                    result._elements.Add(new Element(Kind.One));
                    break;
                case '*':
                    result._elements.Add(new Element(Kind.Many));
                    break;
                case '[':
                    var end = pattern.IndexOf(']', i + 1);
                    if (end < 0)
                    {
                        throw PxgErrors.BadFormat("filter: character set without ']'");
                    }

                    result._elements.Add(Element.OfSet(pattern[(i + 1)..end]));
                    i = end;
                    break;
                default:
                    result._elements.Add(new Element(Kind.Literal, pattern[i]));
                    break;
            }
        }

        return result;
    }

    /// <summary>Backtracks to the last <c>*</c> only, so the cost is bounded by text length times pattern length.</summary>
    public bool Matches(string text)
    {
        int t = 0, p = 0, star = -1, resume = 0;
        while (t < text.Length)
        {
            if (p < _elements.Count && _elements[p].Kind == Kind.Many)
            {
                star = p++;
                resume = t;
            }
            else if (p < _elements.Count && _elements[p].Matches(text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (p < _elements.Count && _elements[p].Kind == Kind.Many)
        {
            p++;
        }

        return p == _elements.Count;
    }

    private sealed record Element(Kind Kind, char Literal = '\0', bool Negated = false, string Set = "")
    {
        public static Element OfSet(string content) => content.StartsWith('^')
            ? new Element(Kind.Set, Negated: true, Set: content[1..])
            : new Element(Kind.Set, Set: content);

        public bool Matches(char c) => Kind switch
        {
            Kind.One => true,
            Kind.Literal => char.ToUpperInvariant(Literal) == char.ToUpperInvariant(c),
            Kind.Set => (InSet(char.ToUpperInvariant(c)) || InSet(char.ToLowerInvariant(c))) != Negated,
            _ => false,
        };

        private bool InSet(char c)
        {
            for (var i = 0; i < Set.Length; i++)
            {
                if (i + 2 < Set.Length && Set[i + 1] == '-')
                {
                    if (c >= Set[i] && c <= Set[i + 2])
                    {
                        return true;
                    }

                    i += 2;
                }
                else if (char.ToUpperInvariant(Set[i]) == char.ToUpperInvariant(c))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
