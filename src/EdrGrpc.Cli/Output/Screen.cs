using System.Text;
using Google.Protobuf;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace EdrGrpc.Cli.Output;

/// <summary>Where results (stdout) and remarks (stderr) go. Colours and live views exist only where a person looks at a terminal.</summary>
internal sealed class Screen
{
    // Tables that go to a file should not be folded at the 80 columns of a terminal that is not there.
    private const int FileWidth = 240;

    private readonly TextWriter _out;
    private readonly Lazy<IAnsiConsole> _console;

    private Screen(OutputFormat format, bool terminal)
    {
        Format = format;
        Live = terminal && format == OutputFormat.Text && !string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);
        _out = terminal ? Console.Out : OpenPipe();
        _console = new Lazy<IAnsiConsole>(() => CreateConsole(terminal));
    }

    public OutputFormat Format { get; }

    /// <summary>True if a live view may be drawn.</summary>
    public bool Live { get; }

    /// <summary>The terminal for tables and live views.</summary>
    public IAnsiConsole Terminal => _console.Value;

    public static Screen For(OutputFormat? wanted)
    {
        var terminal = !Console.IsOutputRedirected;
        return new Screen(wanted ?? (terminal ? OutputFormat.Text : OutputFormat.Json), terminal);
    }

    /// <summary>A message in the machine format: a JSON line or a YAML document.</summary>
    public void Write(IMessage message) => WriteJson(JsonText.Of(message));

    /// <summary>A JSON text in the machine format.</summary>
    public void WriteJson(string json) => WriteLine(Format == OutputFormat.Yaml ? YamlText.FromJson(json) : json);

    public void WriteLine(string line)
    {
        try
        {
            _out.WriteLine(line);
        }
        catch (IOException exception)
        {
            throw new OutputClosedException(exception);
        }
    }

    /// <summary>A line with Spectre's markup, for people.</summary>
    public void Markup(string markup) => Terminal.MarkupLine(markup);

    /// <summary>A table for people; the cells are plain text of whoever wrote it.</summary>
    public void Table(IReadOnlyList<string> headers, IEnumerable<string?[]> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var header in headers)
        {
            table.AddColumn(new TableColumn(new Text(header)).NoWrap());
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(SafeText.Of(cell))));
        }

        Terminal.Write(table);
    }

    /// <summary>A sentence on stderr.</summary>
    public static void Remark(string sentence) => Console.Error.WriteLine(sentence);

    private static IAnsiConsole CreateConsole(bool terminal)
    {
        // Detection honours NO_COLOR.
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!terminal)
        {
            console.Profile.Width = FileWidth;
        }

        return console;
    }

    /// <summary>Console streams swallow a broken pipe, and a watch would then run on unread. A file stream reports it, but must
    /// not be used on files: it writes at positions of its own, over what other programs of the same redirection wrote.</summary>
    private static StreamWriter OpenPipe()
    {
        Stream stream = Console.OpenStandardOutput();
        if (!OperatingSystem.IsWindows())
        {
            var file = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            stream = file.CanSeek ? stream : file;
        }

        return new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true, NewLine = "\n" };
    }
}
