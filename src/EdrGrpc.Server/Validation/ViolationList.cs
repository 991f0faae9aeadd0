using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace EdrGrpc.Server.Validation;

/// <summary>
/// The bad fields of one request. Validators walk the message with <see cref="Enter(string)"/> and <see cref="Leave"/>, and a path
/// becomes text only when something is wrong. All violations are counted; the first <see cref="Capacity"/> are kept.
/// </summary>
public sealed class ViolationList
{
    /// <summary>How many violations are kept.</summary>
    public const int Capacity = 100;

    private const int MaxDepth = 8;
    private const int MaxShownKey = 64;

    private readonly Frame[] _frames = new Frame[MaxDepth];
    private List<Violation>? _stored;
    private InspectedArchives? _archives;
    private int _depth;

    /// <summary>How many violations there are, also beyond <see cref="Capacity"/>.</summary>
    public int Count { get; private set; }

    /// <summary>The first <see cref="Capacity"/> violations, in the order of the fields.</summary>
    public IReadOnlyList<Violation> Stored => (IReadOnlyList<Violation>?)_stored ?? [];

    /// <summary>The IOC archives that were inspected on the way, so that nobody has to inspect them twice.</summary>
    public InspectedArchives Archives => _archives ??= new InspectedArchives();

    /// <summary>Enumerates <see cref="Stored"/>.</summary>
    public IEnumerator<Violation> GetEnumerator() => Stored.GetEnumerator();

    /// <summary>What follows is about a message field.</summary>
    public void Enter(string field) => Push(new Frame(field, -1, null));

    /// <summary>What follows is about one element of a repeated field.</summary>
    public void Enter(string field, int index) => Push(new Frame(field, index, null));

    /// <summary>What follows is about one entry of a map.</summary>
    public void EnterKey(string field, string key) => Push(new Frame(field, -1, key));

    /// <summary>Ends what the last Enter began.</summary>
    public void Leave() => _frames[--_depth] = default;

    /// <summary>A field of the message that was entered last is bad.</summary>
    public void Add(string field, string description) => AddAt(new Frame(field, -1, null), description);

    /// <summary>An element of a repeated field of the message that was entered last is bad.</summary>
    public void Add(string field, int index, string description) => AddAt(new Frame(field, index, null), description);

    /// <summary>An entry of a map field of the message that was entered last is bad.</summary>
    public void AddKey(string field, string key, string description) => AddAt(new Frame(field, -1, key), description);

    private void AddAt(Frame leaf, string description)
    {
        Count++;
        if (Count > Capacity)
        {
            return;
        }

        var path = new StringBuilder();
        for (var i = 0; i < _depth; i++)
        {
            _frames[i].AppendTo(path);
            path.Append('.');
        }

        leaf.AppendTo(path);
        (_stored ??= []).Add(new Violation(path.ToString(), description));
    }

    private void Push(Frame frame)
    {
        _frames[_depth] = frame;
        _depth++;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Frame(string Name, int Index, string? Key)
    {
        public void AppendTo(StringBuilder path)
        {
            path.Append(Name);
            if (Index >= 0)
            {
                path.Append(CultureInfo.InvariantCulture, $"[{Index}]");
            }

            if (Key is not null)
            {
                path.Append("[\"");
                foreach (var c in Key.AsSpan(0, Math.Min(Key.Length, MaxShownKey)))
                {
                    // A bad key is shown so far that it can be found, and never so that it could end the quotes or fill the trailers.
                    path.Append(char.IsBetween(c, ' ', '~') && c is not ('"' or '\\') ? c : '?');
                }

                path.Append(Key.Length > MaxShownKey ? "...\"]" : "\"]");
            }
        }
    }
}
