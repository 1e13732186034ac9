namespace ChatFlow.Domain;

/// <summary>
/// Accented Latin letters without their accents, for addresses and usernames. A table, because the server runs without ICU
/// data (InvariantGlobalization) and Unicode normalisation does nothing then.
/// </summary>
internal static class LatinLetters
{
    private const string Accented = "àáâãäåāăąçćĉċčďđèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĺļľŀłñńņňòóôõöøōŏőŕŗřśŝşšţťŧùúûüũūŭůűųŵýÿŷźżž";
    private const string Plain = "aaaaaaaaacccccddeeeeeeeeegggghhiiiiiiiiijklllllnnnnooooooooorrrsssstttuuuuuuuuuuwyyyzzz";

    public static char WithoutAccent(char lower) => Accented.IndexOf(lower) is >= 0 and var i ? Plain[i] : lower;
}
