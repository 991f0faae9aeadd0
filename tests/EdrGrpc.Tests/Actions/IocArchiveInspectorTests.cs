using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using EdrGrpc.Submissions.Actions;
using Xunit;

namespace EdrGrpc.Tests.Actions;

public sealed class IocArchiveInspectorTests
{
    private const string Secret = "S3CR3T-CONTENT";

    [Fact]
    public void BothVersions_AreTaken()
    {
        var zip = TestZip.Of(("a.ioc", OpenIocSamples.V10()), ("sub/b.XML", OpenIocSamples.V11()), ("readme.txt", "hello"));
        var (archive, problems) = IocArchiveInspector.Inspect(zip);
        Assert.Empty(problems);
        Assert.NotNull(archive);
        Assert.Equal(["a.ioc", "sub/b.XML"], archive.FileNames);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(zip)), archive.Sha256);
        Assert.Equal(zip.Length, archive.Size);
        Assert.Equal(zip, archive.Bytes.ToArray());
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void ArchivesOfZipArchive_AreTaken(CompressionLevel level)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("folder/");
            using var entry = zip.CreateEntry("folder/a.ioc", level).Open();
            entry.Write(Encoding.UTF8.GetBytes(OpenIocSamples.V11()));
        }

        AssertGood(stream.ToArray());
    }

    [Fact]
    public void StreamedArchiveWithSizesBehindTheData_IsTaken()
    {
        using var stream = new OneWayStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("a.ioc").Open();
            entry.Write(Encoding.UTF8.GetBytes(OpenIocSamples.V10()));
        }

        AssertGood(stream.Written);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-8")]
    public void ByteOrderMarks_AreTaken(string encoding)
    {
        var text = OpenIocSamples.V11().Replace("encoding=\"utf-8\"", $"encoding=\"{encoding}\"", StringComparison.Ordinal);
        var encoder = Encoding.GetEncoding(encoding);
        AssertGood(new TestZip().Add("a.ioc", [.. encoder.GetPreamble(), .. encoder.GetBytes(text)]).Build());
    }

    [Fact]
    public void ZipComment_IsTaken() => AssertGood(new TestZip { Comment = "made by hand PK" }.Add("a.ioc", OpenIocSamples.V10()).Build());

    [Fact]
    public void MemoryThatIsNoArray_IsTaken()
    {
        var zip = TestZip.Of(("a.ioc", OpenIocSamples.V10()));
        byte[] padded = [1, 2, 3, .. zip, 4, 5];
        AssertGood(padded.AsMemory(3, zip.Length));
    }

    [Fact]
    public void FileNames_AreCutAtFifty()
    {
        var zip = new TestZip();
        for (var i = 0; i < 60; i++)
        {
            zip.Add($"{i}.ioc", OpenIocSamples.V10($"id{i}"));
        }

        Assert.Equal(IocArchiveInspector.MaxListedNames, IocArchiveInspector.Inspect(zip.Build()).Archive!.FileNames.Count);
    }

    [Fact]
    public void Empty_IsRefused() => AssertBad(Array.Empty<byte>(), "The archive is empty.");

    [Fact]
    public void NoZip_IsRefused() => AssertBad(Encoding.UTF8.GetBytes(OpenIocSamples.V10()), "The archive is not a ZIP file, or it is cut off.");

    [Fact]
    public void EmptyZip_IsRefused() => AssertBad(new TestZip().Build(), "The archive holds no .ioc or .xml file.");

    [Fact]
    public void OtherFilesOnly_AreRefused() => AssertBad(TestZip.Of(("a.txt", "x")), "The archive holds no .ioc or .xml file.");

    [Fact]
    public void TooLarge_IsRefused() => AssertBad(new byte[IocArchiveInspector.MaxArchiveBytes + 1], "The archive is larger than 3 MiB.");

    [Fact]
    public void CutOff_IsRefusedAtEveryLength()
    {
        var zip = TestZip.Of(("a.ioc", OpenIocSamples.V10()));
        for (var length = 0; length < zip.Length; length++)
        {
            Assert.NotEmpty(IocArchiveInspector.Inspect(zip.AsMemory(0, length)).Problems);
        }
    }

    [Fact]
    public void AnyByteChanged_NeverThrows() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Byte, Gen.Int[0, 10_000], Gen.Byte).Sample((at, value, at2, value2) =>
        {
            var zip = TestZip.Of(("a.ioc", OpenIocSamples.V10()), ("b.ioc", OpenIocSamples.V11()), ("c.txt", "text"));
            zip[at % zip.Length] = value;
            zip[^(1 + (at2 % Math.Min(zip.Length, 300)))] = value2;
            var (archive, problems) = IocArchiveInspector.Inspect(zip);
            Assert.Equal(archive is null, problems.Count > 0);
        }, iter: 3000);

    [Fact]
    public void NoiseNeverThrows() =>
        Gen.Byte.Array[0, 400].Sample(noise =>
        {
            byte[] zip = [.. noise, .. new TestZip().Build()];
            Assert.NotEmpty(IocArchiveInspector.Inspect(zip).Problems);
        }, iter: 2000);

    [Fact]
    public void OneToAThousand_IsRefusedByItsSize_WithoutUnpackingMore()
    {
        var bomb = new TestZip().Add("a.ioc", new byte[11 * 1024 * 1024]).Build();
        Assert.True(bomb.Length < 12 * 1024);
        AssertBad(bomb, "The archive holds a file of more than 10 MiB (\"a.ioc\").");
    }

    [Fact]
    public void BombWithLyingHeaders_IsRefusedAfterOneByteTooMany()
    {
        var bomb = new TestZip().Add("a.ioc", new byte[64 * 1024 * 1024], e => e with { UnpackedSize = 1000 }).Build();
        Assert.True(bomb.Length < IocArchiveInspector.MaxArchiveBytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertBad(bomb, "The file \"a.ioc\" in the archive unpacks to more than its header says.");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1024 * 1024, "Inspecting the bomb took more memory than its header announces.");
    }

    [Fact]
    public void HeaderThatAnnouncesMoreThanThereIs_IsRefused() =>
        AssertBad(new TestZip().Add("a.ioc", "<a/>"u8.ToArray(), e => e with { UnpackedSize = 5 }).Build(), "The file \"a.ioc\" in the archive is damaged: it does not unpack.");

    [Fact]
    public void FileOfMoreThanTwoMebibytes_IsRefused() =>
        AssertBad(new TestZip().Add("a.ioc", new byte[IocArchiveInspector.MaxFileBytes + 1]).Build(), "The archive holds a file of more than 2 MiB (\"a.ioc\").");

    [Fact]
    public void FileOfTwoMebibytes_IsTaken()
    {
        var text = OpenIocSamples.V10(extra: "<!--filler-->");
        text = text.Replace("filler", new string('x', IocArchiveInspector.MaxFileBytes - Encoding.UTF8.GetByteCount(text) + 6), StringComparison.Ordinal);
        Assert.Equal(IocArchiveInspector.MaxFileBytes, Encoding.UTF8.GetByteCount(text));
        AssertGood(TestZip.Of(("a.ioc", text)));
    }

    [Fact]
    public void FilesOfMoreThanTenMebibytesTogether_AreRefused()
    {
        var zip = new TestZip();
        for (var i = 0; i < 6; i++)
        {
            zip.Add($"{i}.xml", new byte[2 * 1024 * 1024]);
        }

        AssertBad(zip.Build(), "The archive unpacks to more than 10 MiB.");
    }

    [Fact]
    public void OtherFiles_CountForTheTenMebibytes() =>
        AssertBad(new TestZip().Add("a.ioc", OpenIocSamples.V10()).Add("b.txt", new byte[10 * 1024 * 1024]).Build(), "The archive unpacks to more than 10 MiB.");

    [Fact]
    public void ArchivesOfOneRequest_ShareTheBudget()
    {
        var budget = 3000L;
        var zip = TestZip.Of(("a.ioc", OpenIocSamples.V10()));
        Assert.Empty(IocArchiveInspector.Inspect(zip, ref budget).Problems);
        Assert.Equal(3000 - Encoding.UTF8.GetByteCount(OpenIocSamples.V10()), budget);
        Assert.Empty(IocArchiveInspector.Inspect(zip, ref budget).Problems);
        budget = 100;
        Assert.Contains("together", Assert.Single(IocArchiveInspector.Inspect(zip, ref budget).Problems), StringComparison.Ordinal);
        Assert.Equal(100, budget);
    }

    [Fact]
    public void TenThousandEntries_AreRefused()
    {
        var zip = new TestZip();
        for (var i = 0; i < 10_000; i++)
        {
            zip.Add($"{i}.ioc", []);
        }

        AssertBad(zip.Build(), "The archive holds 10000 entries, more than 1000.");
    }

    [Fact]
    public void MoreEntriesThanCounted_AreRefused() =>
        AssertBad(
            new TestZip { Count = 1 }.Add("a.ioc", OpenIocSamples.V10()).Add("b.ioc", OpenIocSamples.V11()).Build(),
            "The archive has a directory that names another number of entries than it holds.");

    [Theory]
    [InlineData("inner.zip")]
    [InlineData("lib/inner.7z")]
    [InlineData("inner.RAR")]
    public void NestedArchive_IsRefusedByName(string name) =>
        AssertBad(TestZip.Of(("a.ioc", OpenIocSamples.V10()), (name, "x")), $"The archive holds another archive (\"{name}\"); put the .ioc files into it directly.");

    [Fact]
    public void NestedArchive_IsRefusedByContent()
    {
        // As 42.zip does it: every level is small, and only the last one is not.
        var inner = new TestZip().Add("a.ioc", new byte[4 * 1024 * 1024]).Build();
        for (var level = 0; level < 5; level++)
        {
            inner = new TestZip().Add("a.dat", inner).Build();
        }

        AssertBad(
            new TestZip().Add("a.ioc", OpenIocSamples.V10()).Add("data.bin", inner).Build(),
            "The file \"data.bin\" in the archive is another archive; put the .ioc files into the ZIP directly.");
    }

    [Theory]
    [InlineData(0x0001)]
    [InlineData(0x0040)]
    [InlineData(0x2000)]
    public void Encrypted_IsRefused(int flag) =>
        AssertBad(
            new TestZip().Add("a.ioc", [1], e => e with { Flags = (ushort)(e.Flags | flag) }).Build(),
            "The archive is encrypted (\"a.ioc\"); KSC cannot ask for a password.");

    [Theory]
    [InlineData(9)]
    [InlineData(12)]
    [InlineData(14)]
    [InlineData(93)]
    public void OtherCompressions_AreRefused(int method) =>
        AssertBad(
            new TestZip().Add("a.ioc", [1], e => e with { Method = (ushort)method }).Build(),
            "The archive is compressed in a way that is not Deflate or Store (\"a.ioc\").");

    [Fact]
    public void LocalHeaderThatNamesAnotherFile_IsRefused() =>
        AssertContradiction(e => e with { LocalName = "b.ioc"u8.ToArray() });

    [Fact]
    public void LocalHeaderWithAnotherMethod_IsRefused() => AssertContradiction(e => e with { LocalMethod = 0 });

    [Fact]
    public void LocalHeaderWithOtherFlags_IsRefused() => AssertContradiction(e => e with { LocalFlags = 1 });

    [Fact]
    public void LocalHeaderWithAnotherSize_IsRefused() => AssertContradiction(e => e with { LocalPackedSize = 1 });

    [Fact]
    public void DataThatReachesIntoTheDirectory_IsRefused() => AssertContradiction(e => e with { PackedSize = 1_000_000 });

    [Fact]
    public void OffsetOutsideTheFile_IsRefused() => AssertContradiction(e => e with { Offset = 0x7FFFFFFF });

    [Fact]
    public void OffsetBeyondSignedRange_IsRefused() => AssertContradiction(e => e with { Offset = 0xFFFFFFF0 });

    [Fact]
    public void StoredFileWithTwoSizes_IsRefused() => AssertContradiction(e => e with { Method = 0, UnpackedSize = e.UnpackedSize + 1 });

    [Fact]
    public void OverlappingEntries_AreRefused()
    {
        // As in Fifield's non-recursive bombs: many names, one piece of data.
        var content = Encoding.UTF8.GetBytes(OpenIocSamples.V10());
        var zip = new TestZip().Add("a.ioc", content).Add("A2.ioc", content, e => e with { Name = "a.ioc"u8.ToArray(), SameDataAs = 0 });
        AssertBad(zip.Build(), "The archive has entries that overlap (\"a.ioc\").");
    }

    [Fact]
    public void DataBeforeTheFirstEntry_IsRefused() =>
        AssertBad(
            new TestZip { DirectorySize = 1 }.Add("a.ioc", OpenIocSamples.V10()).Build(),
            "The archive has data before, between or behind its entries, or a damaged directory.");

    [Fact]
    public void Zip64_IsRefused() =>
        AssertBad(
            new TestZip { DirectorySize = uint.MaxValue }.Add("a.ioc", OpenIocSamples.V10()).Build(),
            "The archive is a ZIP64 file, which an archive of this size never needs; write it as a plain ZIP.");

    [Fact]
    public void WrongChecksum_IsRefused() =>
        AssertBad(
            new TestZip().Add("a.ioc", Encoding.UTF8.GetBytes(OpenIocSamples.V10()), e => e with { Crc = e.Crc + 1 }).Build(),
            "The file \"a.ioc\" in the archive is damaged: its checksum does not match.");

    [Fact]
    public void BrokenDeflate_IsRefused() =>
        AssertBad(new TestZip().Add("a.ioc", [1, 2, 3], e => e with { Packed = [0xFF, 0xFF, 0xFF] }).Build(), "The file \"a.ioc\" in the archive is damaged: it does not unpack.");

    [Fact]
    public void DuplicateNames_AreRefusedWithoutCase() =>
        AssertBad(
            TestZip.Of(("a.ioc", OpenIocSamples.V10()), ("A.IOC", OpenIocSamples.V11())), "The archive holds two entries with the same name (\"A.IOC\").");

    [Fact]
    public void SymbolicLink_IsRefused() =>
        AssertBad(
            new TestZip().Add("a.ioc", "/etc/passwd"u8.ToArray(), e => e with { MadeBy = 3, Attributes = 0xA1FF0000 }).Build(),
            "The archive holds a symbolic link (\"a.ioc\").");

    [Theory]
    [InlineData("../a.ioc")]
    [InlineData("x/../../a.ioc")]
    [InlineData("..\\a.ioc")]
    [InlineData("x/.. /a.ioc")]
    [InlineData("x//a.ioc")]
    [InlineData("/etc/a.ioc")]
    [InlineData("\\\\srv\\share\\a.ioc")]
    [InlineData("C:\\a.ioc")]
    [InlineData("a.ioc:stream.xml")]
    [InlineData("a\n.ioc")]
    [InlineData("a\u0000.ioc")]
    [InlineData("a?.ioc")]
    [InlineData("")]
    [InlineData("../")]
    public void NamesThatLeaveTheFolder_AreRefused(string name)
    {
        var problem = Assert.Single(IocArchiveInspector.Inspect(TestZip.Of((name, OpenIocSamples.V10()))).Problems);
        Assert.Contains("entry", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(problem, char.IsControl);
    }

    [Fact]
    public void LongName_IsRefusedAndNotShownWhole()
    {
        var problem = Assert.Single(IocArchiveInspector.Inspect(TestZip.Of((new string('a', 300) + ".ioc", OpenIocSamples.V10()))).Problems);
        Assert.True(problem.Length < 120);
    }

    [Fact]
    public void NameInAnOldCodePage_IsTaken()
    {
        byte[] cp866 = [0x8D, 0xA0, 0xA9, (byte)'.', (byte)'i', (byte)'o', (byte)'c'];
        AssertGood(new TestZip().Add("x", Encoding.UTF8.GetBytes(OpenIocSamples.V10()), e => e with { Name = cp866, LocalName = cp866, Flags = 0 }).Build());
    }

    [Fact]
    public void EntityBomb_IsRefusedAsDtd()
    {
        var dtd = new StringBuilder("<!DOCTYPE ioc [<!ENTITY a0 \"" + Secret + "\">");
        for (var i = 1; i < 20; i++)
        {
            dtd.Append($"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};&a{i - 1};&a{i - 1};\">");
        }

        AssertXml($"{dtd}]><ioc xmlns=\"{OpenIocSamples.Namespace10}\" id=\"&a19;\"/>", "holds a document type declaration (DTD), which is refused; remove it");
    }

    [Theory]
    [InlineData("<!DOCTYPE ioc SYSTEM \"http://127.0.0.1:9/x.dtd\">")]
    [InlineData("<!DOCTYPE ioc [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>")]
    [InlineData("<!DOCTYPE ioc>")]
    public void DtdAndExternalEntity_AreRefused(string dtd) =>
        AssertXml(dtd + "<ioc>&x;</ioc>", "holds a document type declaration (DTD), which is refused; remove it");

    [Fact]
    public void UndeclaredEntity_IsRefused() =>
        AssertXml($"<ioc xmlns=\"{OpenIocSamples.Namespace10}\" id=\"1\">&{Secret};</ioc>", "is not well-formed XML (line 1, position 59)");

    [Fact]
    public void DeepNesting_IsRefused() =>
        AssertXml(
            $"<ioc xmlns=\"{OpenIocSamples.Namespace10}\" id=\"1\">" + string.Concat(Enumerable.Repeat("<a>", 300_000)), "nests its elements deeper than 64");

    [Fact]
    public void NotXml_IsRefused() => AssertXml(Secret, "is not well-formed XML (line 1, position 1)");

    [Fact]
    public void CutOffXml_IsRefused()
    {
        var problem = Assert.Single(IocArchiveInspector.Inspect(TestZip.Of(("a.ioc", OpenIocSamples.V10()[..^10]))).Problems);
        Assert.StartsWith("The file \"a.ioc\" in the archive is not well-formed XML", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<ioc id=\"1\"/>")]
    [InlineData("<IOC xmlns=\"http://schemas.mandiant.com/2010/ioc\" id=\"1\"/>")]
    [InlineData("<ioc xmlns=\"http://openioc.org/schemas/OpenIOC_1.1\" id=\"1\"/>")]
    [InlineData("<OpenIOC xmlns=\"http://schemas.mandiant.com/2010/ioc\" id=\"1\"/>")]
    [InlineData("<rss version=\"2.0\"/>")]
    public void OtherRoots_AreRefused(string xml) =>
        AssertXml(
            xml,
            $"is not OpenIOC 1.0 or 1.1: the root element must be ioc of {OpenIocSamples.Namespace10} or OpenIOC of {OpenIocSamples.Namespace11}");

    [Theory]
    [InlineData("")]
    [InlineData(" id=\"\"")]
    [InlineData(" id=\"  \"")]
    public void MissingId_IsRefused(string id) =>
        AssertXml(
            $"<ioc xmlns=\"{OpenIocSamples.Namespace10}\"{id}><definition><Indicator/></definition></ioc>", "has no id attribute at its root element ioc");

    [Theory]
    [InlineData("")]
    [InlineData("<definition/>")]
    [InlineData("<definition><Other/></definition>")]
    [InlineData("<definition><x><Indicator/></x></definition>")]
    [InlineData("<other><Indicator/></other>")]
    [InlineData("<definition><Indicator xmlns=\"\"/></definition>")]
    [InlineData("<criteria><Indicator/></criteria>")]
    [InlineData("<definition><Indicator/></definition><definition><Indicator/></definition>")]
    public void DefinitionWithoutIndicator_IsRefused(string body) =>
        AssertXml($"<ioc xmlns=\"{OpenIocSamples.Namespace10}\" id=\"1\">{body}</ioc>", "must have one element definition with at least one Indicator in it");

    [Fact]
    public void CriteriaWithoutIndicator_IsRefused() =>
        AssertXml(
            $"<OpenIOC xmlns=\"{OpenIocSamples.Namespace11}\" id=\"1\"><criteria/></OpenIOC>", "must have one element criteria with at least one Indicator in it");

    [Fact]
    public void DuplicateIds_AreRefused_AlsoAcrossVersionsAndCase() =>
        AssertBad(
            TestZip.Of(("a.ioc", OpenIocSamples.V10("ABC")), ("b.ioc", OpenIocSamples.V11("abc"))),
            "The file \"b.ioc\" in the archive has the same id as \"a.ioc\"; ids must be unique.");

    [Fact]
    public void FilesOfMacOs_AreRefusedWithAHint() =>
        AssertBad(
            TestZip.Of(("a.ioc", OpenIocSamples.V10()), ("__MACOSX/._a.ioc", "\0\u0005\u0016\u0007")),
            "The file \"__MACOSX/._a.ioc\" in the archive was added by macOS and is no IOC file; make the archive with \"zip -X\".");

    [Fact]
    public void AllBadFilesAreReportedAtOnce_UpToTen()
    {
        var zip = new TestZip();
        for (var i = 0; i < 20; i++)
        {
            zip.Add($"{i}.ioc", "<bad");
        }

        Assert.Equal(10, IocArchiveInspector.Inspect(zip.Build()).Problems.Count);
    }

    private static void AssertGood(ReadOnlyMemory<byte> zip)
    {
        var (archive, problems) = IocArchiveInspector.Inspect(zip);
        Assert.Empty(problems);
        Assert.NotNull(archive);
    }

    private static void AssertBad(ReadOnlyMemory<byte> zip, string problem)
    {
        var (archive, problems) = IocArchiveInspector.Inspect(zip);
        Assert.Null(archive);
        Assert.Equal([problem], problems);
    }

    private static void AssertContradiction(Func<TestZip.Entry, TestZip.Entry> change) =>
        AssertBad(
            new TestZip().Add("a.ioc", Encoding.UTF8.GetBytes(OpenIocSamples.V10()), change).Build(),
            "The archive contradicts itself: the directory and the header of an entry differ (\"a.ioc\").");

    private static void AssertXml(string xml, string problem)
    {
        AssertBad(TestZip.Of(("a.ioc", xml)), $"The file \"a.ioc\" in the archive {problem}.");
        Assert.DoesNotContain(Secret, problem, StringComparison.Ordinal);
    }

    /// <summary>Cannot seek, so that ZipArchive writes the sizes behind the data.</summary>
    private sealed class OneWayStream : Stream
    {
        private readonly MemoryStream _inner = new();

        public byte[] Written => _inner.ToArray();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => _inner.Write(buffer, offset, count);
    }
}
