package io.throughline.upload.control;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Stands in for {@code libavdevice}, which opens microphones, screens and cameras and for that
 * wants X11, ALSA and PulseAudio libraries that servers do not have. This one is an x86-64 ELF
 * shared object whose functions do nothing, so the programs load everywhere and have no devices at
 * all.
 */
final class DevicelessLibrary {

  static final String NAME = "libavdevice.so.62";

  private static final String VERSION = "LIBAVDEVICE_62";
  private static final List<String> FUNCTIONS =
      List.of(
          "avdevice_configuration",
          "avdevice_register_all",
          "avdevice_version",
          "avdevice_list_input_sources",
          "avdevice_list_output_sinks",
          "avdevice_free_list_devices",
          "av_input_audio_device_next",
          "av_input_video_device_next",
          "av_output_audio_device_next",
          "av_output_video_device_next");

  // avdevice_configuration is compared as a string: lea rax, [rip+1] (the zero below); ret
  private static final byte[] RETURN_EMPTY = {0x48, (byte) 0x8D, 5, 1, 0, 0, 0, (byte) 0xC3, 0};
  // all others: xor eax, eax; ret
  private static final byte[] RETURN_ZERO = {0x31, (byte) 0xC0, (byte) 0xC3};
  private static final int PAGE = 0x1000;
  private static final int HEADERS = 64 + 4 * 56;
  private static final int SYMBOL = 24;
  private static final int VERDEF = 28;

  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
  private final ByteBuffer out = ByteBuffer.allocate(2 * PAGE).order(ByteOrder.LITTLE_ENDIAN);

  private DevicelessLibrary() {}

  /** The library file's bytes. */
  static byte[] bytes() {
    return new DevicelessLibrary().write();
  }

  private byte[] write() {
    int symbols = FUNCTIONS.size() + 1;
    int symbolTable = HEADERS;
    int hash = symbolTable + symbols * SYMBOL;
    int versions = hash + (3 + symbols) * 4;
    int definitions = (versions + symbols * 2 + 7) & ~7;
    int code = definitions + 2 * VERDEF;
    int stringTable = code + RETURN_EMPTY.length + RETURN_ZERO.length;

    strings.write(0);
    int soname = string(NAME);
    out.position(symbolTable + SYMBOL);
    for (String function : FUNCTIONS) {
      int entry = function.equals(FUNCTIONS.get(0)) ? code : code + RETURN_EMPTY.length;
      // global function in section 1
      out.putInt(string(function)).put((byte) 0x12).put((byte) 0).putShort((short) 1);
      out.putLong(entry).putLong(0);
    }
    // one bucket: the loader walks the chain
    out.position(hash);
    out.putInt(1).putInt(symbols).putInt(1).putInt(0);
    for (int i = 1; i < symbols; i++) {
      out.putInt(i + 1 < symbols ? i + 1 : 0);
    }
    out.position(versions + 2);
    for (int i = 1; i < symbols; i++) {
      out.putShort((short) 2);
    }
    out.position(definitions);
    version(1, 1, NAME, soname, VERDEF);
    version(0, 2, VERSION, string(VERSION), 0);
    out.position(code);
    out.put(RETURN_EMPTY).put(RETURN_ZERO);
    out.put(stringTable, strings.toByteArray());

    out.position(PAGE);
    dynamic(14, soname); // DT_SONAME
    dynamic(4, hash); // DT_HASH
    dynamic(5, stringTable); // DT_STRTAB
    dynamic(6, symbolTable); // DT_SYMTAB
    dynamic(10, strings.size()); // DT_STRSZ
    dynamic(11, SYMBOL); // DT_SYMENT
    dynamic(0x6ffffff0L, versions); // DT_VERSYM
    dynamic(0x6ffffffcL, definitions); // DT_VERDEF
    dynamic(0x6ffffffdL, 2); // DT_VERDEFNUM
    dynamic(0, 0);
    headers(stringTable + strings.size(), out.position() - PAGE);
    return out.array();
  }

  private void headers(int readOnlySize, int dynamicSize) {
    out.position(0);
    out.put(new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    out.putShort((short) 3).putShort((short) 62).putInt(1); // shared object, x86-64
    out.putLong(0).putLong(64).putLong(0).putInt(0);
    out.putShort((short) 64).putShort((short) 56).putShort((short) 4);
    out.putShort((short) 64).putShort((short) 0).putShort((short) 0);
    segment(1, 5, 0, readOnlySize, PAGE); // PT_LOAD, read and execute
    // the loader relocates the dynamic table in place, so it is writable
    segment(1, 6, PAGE, dynamicSize, PAGE);
    segment(2, 6, PAGE, dynamicSize, 8); // PT_DYNAMIC
    segment(0x6474e551, 6, 0, 0, 16); // PT_GNU_STACK: without it the stack becomes executable
  }

  private void segment(int type, int flags, long at, long size, long align) {
    out.putInt(type).putInt(flags).putLong(at).putLong(at).putLong(at);
    out.putLong(size).putLong(size).putLong(align);
  }

  private void version(int flags, int index, String name, int string, int next) {
    out.putShort((short) 1).putShort((short) flags).putShort((short) index).putShort((short) 1);
    out.putInt(elfHash(name)).putInt(20).putInt(next);
    out.putInt(string).putInt(0);
  }

  private void dynamic(long tag, long value) {
    out.putLong(tag).putLong(value);
  }

  private int string(String text) {
    int at = strings.size();
    strings.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    strings.write(0);
    return at;
  }

  private static int elfHash(String name) {
    int h = 0;
    for (int i = 0; i < name.length(); i++) {
      h = (h << 4) + name.charAt(i);
      int g = h & 0xF0000000;
      h = (h ^ (g >>> 24)) & ~g;
    }
    return h;
  }
}
