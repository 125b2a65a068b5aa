/// The time a build's outputs carry: a function of the inputs, never of the clock.
struct BuildTime: Sendable {
    /// Microseconds since 1970-01-01 UTC.
    let microseconds: Int64
    /// The time given to the project's files in the archive, in seconds since 1970.
    let fileTime: UInt32

    /// 1980-01-01, the earliest time a zip archive can state.
    private static let fixedFileTime: UInt32 = 315_532_800

    /// Takes `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch/), else the newest input's time.
    init(_ files: [InputFile], environment: [String: String]) throws(BuildFailure) {
        guard let text = environment["SOURCE_DATE_EPOCH"], !text.isEmpty else {
            microseconds = (files.map(\.modified).max() ?? 0) / 1000
            fileTime = Self.fixedFileTime
            return
        }
        guard let seconds = UInt32(text) else {
            throw BuildFailure(
                .usage,
                code: "source-date-epoch",
                "SOURCE_DATE_EPOCH is '\(text)', which is no number of seconds since 1970."
            )
        }
        microseconds = Int64(seconds) * 1_000_000
        fileTime = seconds
    }

    /// The time in ISO 8601, UTC, with microseconds and `Z`.
    var iso8601: String {
        let seconds = Self.floorDivide(microseconds, 1_000_000)
        let days = Self.floorDivide(seconds, 86400)
        let (year, month, day) = Self.civil(days)
        let time = seconds - days * 86400
        let fraction = microseconds - seconds * 1_000_000
        func pad(_ number: Int64, _ width: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))T\(pad(time / 3600, 2)):\(pad(time / 60 % 60, 2)):"
            + "\(pad(time % 60, 2)).\(pad(fraction, 6))Z"
    }

    private static func floorDivide(_ number: Int64, _ divisor: Int64) -> Int64 {
        number / divisor - (number % divisor < 0 ? 1 : 0)
    }

    /// The date `days` after 1970-01-01 in the proleptic Gregorian calendar, counted in eras of 400 years from March.
    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
